import { writeLine } from "../host/say.ts";
import type { Sink } from "./sink.ts";

/** Prints to stderr what would be sent, an event a line. */
export function createDebugSink(): Sink {
	return {
		accept(events) {
			for (const { json } of events) writeLine(json);
		},
		flush: async () => {},
		close: async () => {},
		closeNow() {},
	};
}
