import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenApiDocument } from "../../api/src/openapi/document";
import {
	type Conformance,
	createConformance,
} from "../../api/testing/conformance";
import { type Call, callersOf, type Received } from "../../api/testing/serve";
import { openHome } from "../../local/src/home";
import { createLogger } from "../../local/src/log";
import { readHomeSettings } from "../../local/src/settings";

/** Now, for the homes; epoch ms. */
export const NOW = Date.UTC(2026, 10, 22, 12);

export const KEYS = {
	INGEST_KEYS: "ingest-key-0123456789",
	READER_KEYS: "reader-key-0123456789",
	ADMIN_KEYS: "admin-key-0123456789",
} as const;

/** A real one-machine home, each answer of which is compared with its document. */
export interface WatchedHome {
	readonly document: OpenApiDocument;
	readonly conformance: Conformance;
	/** Calls it; throws if the answer is not as documented. */
	call(method: string, path: string, call?: Call): Promise<Received>;
	/** Posts JSON, in the same way. */
	post(path: string, body: unknown, call?: Call): Promise<Received>;
	close(): Promise<void>;
}

/** Opens a home on a database file of its own, with the settings of an environment. */
export async function openWatchedHome(
	environment: Readonly<Record<string, string>>,
	host = "127.0.0.1",
): Promise<WatchedHome> {
	const folder = mkdtempSync(join(tmpdir(), "openapi-"));
	const file = join(folder, "analytics.sqlite");
	const home = await openHome(
		readHomeSettings(environment, { host, port: 0, file }),
		{
			clock: { now: () => NOW, sleep: () => new Promise(() => undefined) },
			log: createLogger(
				() => undefined,
				() => NOW,
			),
			scheduled: false,
		},
	);
	const { call: send } = callersOf(home.url);
	const { json } = await send("/api/v1/openapi.json");
	const document = json as OpenApiDocument;
	const conformance = createConformance(document);
	const call = async (method: string, path: string, more: Call = {}) => {
		const answer = await send(path, { ...more, method });
		const found = conformance.violations(method, path, answer);
		if (found.length > 0)
			throw new Error(
				`${method} ${path} answers ${answer.status} ${answer.text.slice(0, 500)}\n${found.join("\n")}`,
			);
		return answer;
	};
	return {
		document,
		conformance,
		call,
		post: (path, body, { headers, ...more } = {}) =>
			call("POST", path, {
				body: JSON.stringify(body),
				headers: { "content-type": "application/json", ...headers },
				...more,
			}),
		async close() {
			await home.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}
