import {
	type AppendOutcome,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import type { Database } from "./database";
import { EVENT_COLUMNS, type EventRow } from "./event-row";
import { type FailureKind, failureKindOf } from "./failures";

/** What became of the rows of one call. Plain data: it may have come from another thread. */
export type InsertResult =
	| { readonly kind: "committed"; readonly outcomes: AppendOutcome[] }
	| {
			readonly kind: "failed";
			/** Whether the database is away, so that the same call may succeed later. */
			readonly unavailable: boolean;
			readonly failure: FailureKind;
			readonly message: string;
	  };

/** Writes the rows of several calls; one result each, in their order. No calls touch nothing. */
export type InsertEvents = (
	calls: readonly (readonly EventRow[])[],
) => InsertResult[];

/**
 * Prepares the statements. All calls go into one commit, and so share one flush of the disk; where
 * that fails, whatever is not to blame still goes in.
 */
export function bindInserts(database: Database): InsertEvents {
	const insert = database.prepare(`
		INSERT INTO events (${EVENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO NOTHING`);
	const selectExisting = database.prepare(
		"SELECT content_hash, sanitizer_version FROM events WHERE id = ?",
	);

	function insertRow(row: EventRow): AppendOutcome {
		if (insert.run(...row) === 1) return { status: "stored" };
		const existing = selectExisting.get(row[0]);
		return {
			status: "exists",
			contentHash: String(existing?.content_hash),
			sanitizerVersion: Number(existing?.sanitizer_version),
		};
	}

	const insertEvents: InsertEvents = (calls) => {
		if (calls.length === 0) return [];
		try {
			const outcomes = database.transaction(() =>
				calls.map((rows) => rows.map(insertRow)),
			);
			return outcomes.map((each) => ({ kind: "committed", outcomes: each }));
		} catch (error) {
			const unavailable = error instanceof StoreUnavailableError;
			if (calls.length > 1 && !unavailable)
				return calls.flatMap((call) => insertEvents([call]));
			const message = error instanceof Error ? error.message : String(error);
			const failure = failureKindOf(error);
			return calls.map(() => ({
				kind: "failed",
				unavailable,
				failure,
				message,
			}));
		}
	};
	return insertEvents;
}
