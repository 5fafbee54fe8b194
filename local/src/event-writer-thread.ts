import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "./sqlite/database";
import { bindInserts } from "./sqlite/event-inserts";
import type { EventRow } from "./sqlite/event-row";
import { CLOSE_WRITER, type WriterThreadData } from "./sqlite/writer-thread";

/** The program of the thread that writes events: see `createWriterThread`. */
const { file, shardCount } = workerData as WriterThreadData;
const database = openDatabase(file, shardCount);
const insertEvents = bindInserts(database);

parentPort?.on(
	"message",
	(message: readonly (readonly EventRow[])[] | typeof CLOSE_WRITER) => {
		if (message !== CLOSE_WRITER) {
			parentPort?.postMessage(insertEvents(message));
			return;
		}
		database.close();
		parentPort?.close();
	},
);
