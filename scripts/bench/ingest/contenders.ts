import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { type ServerProcess, startServer } from "../server-process.ts";
import type { Bundles } from "./bundles.ts";
import type { Only } from "./options.ts";
import type { ContenderName } from "./report.ts";

/** Something that answers `POST /logOperation`. */
export interface Contender {
	readonly name: ContenderName;
	readonly eventsPerRequest: number;
	/** Starts it on a new database; what it keeps on disk goes into the folder. */
	start(folder: string, nodeOptions: readonly string[]): Promise<RunningServer>;
}

/** A contender at work. */
export interface RunningServer
	extends Pick<ServerProcess, "address" | "cpuSeconds"> {
	/** Ends it and counts the events in its database; undefined where it has none. */
	stop(): Promise<number | undefined>;
}

/** Events a request, of the endpoint's second way of use. */
const BATCH = 100;

/** What is measured, in the order of a round. */
export function listContenders(bundles: Bundles, only: Only): Contender[] {
	const firestore = (
		name: ContenderName,
		eventsPerRequest: number,
	): Contender => ({
		name,
		eventsPerRequest,
		start: (_, options) => startOnFirestore(bundles.firestore, options),
	});
	const sqlite = (
		name: ContenderName,
		eventsPerRequest: number,
	): Contender => ({
		name,
		eventsPerRequest,
		start: (folder, options) => startHome(bundles.home, folder, options),
	});
	return [
		reference("bare", bundles.bare),
		reference("express", bundles.express),
		...(only === "firestore"
			? []
			: [
					sqlite("sqlite-1", 1),
					sqlite("sqlite-100", BATCH),
					floor(bundles.floor),
				]),
		...(only === "sqlite"
			? []
			: [firestore("firestore-1", 1), firestore("firestore-100", BATCH)]),
	];
}

/** Limits that no load here reaches, and defaults otherwise, whatever this process was given. */
const SETTINGS: NodeJS.ProcessEnv = {
	RATE_LIMIT_PER_MINUTE: "1000000",
	RATE_LIMIT_EVENTS_PER_MINUTE: "100000000",
	ALLOW_OPEN_INGEST: "true",
	INGEST_KEYS: "",
	READER_KEYS: "",
	ADMIN_KEYS: "",
};

function reference(name: ContenderName, file: string): Contender {
	return {
		name,
		eventsPerRequest: 1,
		async start(_, nodeOptions) {
			const server = await startServer({ parameters: [...nodeOptions, file] });
			return { ...server, stop: () => server.stop().then(() => undefined) };
		},
	};
}

function floor(file: string): Contender {
	return {
		name: "floor-100",
		eventsPerRequest: BATCH,
		async start(folder, nodeOptions) {
			const databaseFile = join(folder, "bench.sqlite");
			const server = await startServer({
				parameters: [...nodeOptions, file, databaseFile],
			});
			return {
				...server,
				async stop() {
					await server.stop();
					return countRows(databaseFile);
				},
			};
		},
	};
}

async function startHome(
	file: string,
	folder: string,
	nodeOptions: readonly string[],
): Promise<RunningServer> {
	const databaseFile = join(folder, "bench.sqlite");
	const server = await startServer({
		// What is measured is ingest alone: aggregation would share its process.
		parameters: [
			...nodeOptions,
			file,
			"serve",
			"--no-jobs",
			"--port",
			"0",
			"--db",
			databaseFile,
		],
		environment: SETTINGS,
	});
	return {
		...server,
		async stop() {
			await server.stop();
			return countRows(databaseFile);
		},
	};
}

function countRows(databaseFile: string): number {
	const database = new DatabaseSync(databaseFile, { readOnly: true });
	try {
		const row = database.prepare("SELECT count(*) AS rows FROM events").get();
		return Number(row?.rows);
	} finally {
		database.close();
	}
}

const OFFLINE_FIRESTORE = fileURLToPath(
	new URL("../../offline-firestore/main.ts", import.meta.url),
);

async function startOnFirestore(
	file: string,
	nodeOptions: readonly string[],
): Promise<RunningServer> {
	const firestore = await startServer({
		parameters: [OFFLINE_FIRESTORE, "--port", "0"],
	});
	try {
		const server = await startServer({
			parameters: [...nodeOptions, file],
			environment: {
				...SETTINGS,
				FIRESTORE_EMULATOR_HOST: firestore.address,
				GCLOUD_PROJECT: `demo-${randomUUID().slice(0, 8)}`,
				// Otherwise the client looks for Google's metadata server, in vain.
				METADATA_SERVER_DETECTION: "none",
			},
		});
		return {
			...server,
			async stop() {
				const said = await server.stop();
				await firestore.stop();
				return Number(/^stored (\d+)$/m.exec(said)?.[1]);
			},
		};
	} catch (error) {
		await firestore.stop();
		throw error;
	}
}
