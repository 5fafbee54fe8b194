import type { Database } from "./database";
import { bindInserts, type InsertResult } from "./event-inserts";
import type { EventRow } from "./event-row";

/** Writes new events. One write at a time, which nobody else's transaction may overlap. */
export interface EventWriter {
	/**
	 * Commits the rows of several calls at once; one result each, in their order. Without calls it
	 * answers that it could write, and touches nothing.
	 *
	 * @throws {StoreUnavailableError} if it cannot be known what became of them
	 */
	write(calls: readonly (readonly EventRow[])[]): Promise<InsertResult[]>;
	/** Safe to call twice. */
	close(): Promise<void>;
}

/** A writer on the caller's own connection and thread, which waits for the disk. */
export function createInlineWriter(database: Database): EventWriter {
	const insertEvents = bindInserts(database);
	return {
		write: async (calls) => insertEvents(calls),
		close: async () => undefined,
	};
}
