import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import {
	type FunctionProcess,
	type FunctionStart,
	PROJECT,
	startFunction,
} from "../../scripts/cold-start/function-process";
import {
	type InstalledBundle,
	installBundle,
} from "../../scripts/cold-start/install-bundle";
import { startOfflineFirestore } from "../../scripts/offline-firestore/server";

export { wireEvent } from "../../scripts/cold-start/first-requests";

export const INGEST_KEY = "ingest-key-0123456789";

/** The deploy bundle, installed alone, and a Firestore of its own beside it. */
export interface Deployment {
	readonly folder: string;
	/** `host:port` of the Firestore. */
	readonly firestore: string;
	/** Starts a function of it; ended with the deployment, if not before. */
	start(
		target: string,
		more?: Partial<Pick<FunctionStart, "environment" | "nodeParameters">>,
	): Promise<FunctionProcess>;
	/** Documents that the functions have read so far. */
	reads(): number;
	close(): Promise<void>;
}

/** Installs the bundle that was last built. */
export async function deploy(): Promise<Deployment> {
	const bundle: InstalledBundle = installBundle(join(__dirname, "../deploy"));
	const firestore = await startOfflineFirestore();
	const address = `${firestore.host}:${firestore.port}`;
	const started: FunctionProcess[] = [];
	return {
		folder: bundle.folder,
		firestore: address,
		async start(target, more = {}) {
			const running = await startFunction({
				folder: bundle.folder,
				target,
				...more,
				environment: {
					INGEST_KEYS: INGEST_KEY,
					FIRESTORE_EMULATOR_HOST: address,
					...more.environment,
				},
			});
			started.push(running);
			return running;
		},
		reads: () => firestore.counters(PROJECT).reads,
		async close() {
			await Promise.all(started.map((each) => each.stop()));
			await firestore.close();
			bundle.remove();
		},
	};
}

/** An answer of a function, read to its end. */
export interface Answered {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	/** Of a JSON answer; else the text. */
	readonly body: unknown;
}

/** Posts a body, as it is, with no headers but those given and the body's length. */
export function post(
	url: string,
	headers: Readonly<Record<string, string>>,
	body: string | Buffer,
): Promise<Answered> {
	return new Promise((resolve, reject) => {
		const sent = httpRequest(
			url,
			{ method: "POST", agent: false, headers },
			async (response) => {
				let text = "";
				try {
					for await (const chunk of response.setEncoding("utf8")) text += chunk;
				} catch (error) {
					return reject(error);
				}
				const type = response.headers["content-type"] ?? "";
				resolve({
					status: response.statusCode ?? 0,
					headers: response.headers,
					body: /json/.test(type) ? JSON.parse(text) : text,
				});
			},
		);
		sent.on("error", reject);
		sent.end(body);
	});
}
