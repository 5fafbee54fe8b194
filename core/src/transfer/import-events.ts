import { fieldErrors, IN_WORDS } from "../event/field-errors";
import type { StoredEvent } from "../event/stored-event";
import { accept, type IngestContext } from "../ingest/accept";
import { FUTURE_TOLERANCE_MS } from "../ingest/ingest";
import { storeEvents } from "../ingest/store-events";
import {
	type Rejection,
	rawIdOf,
	rejected,
	type Verdict,
} from "../ingest/verdict";
import { StoreUnavailableError } from "../ports/store";
import { exportedEventSchema } from "./exported-event";

/** How often an event is sent to the store whose outcome is not known. */
const MAX_ATTEMPTS = 3;

/** Every event has an end: none must be sent again. */
export type ImportVerdict = Exclude<Verdict, { status: "retry" }>;

/**
 * Validates, sanitises and stores exported events, with the times that they have; one verdict each, in
 * their order. An event that is here already is a duplicate, so that an import may be repeated, whole
 * or in part. One bad event never harms another. At most 500 events.
 *
 * @throws {StoreUnavailableError} if the store is away, or does not say what became of an event
 */
export async function importEvents(
	home: IngestContext,
	rawEvents: readonly unknown[],
): Promise<ImportVerdict[]> {
	const now = home.now();
	await home.erasedUsers.refreshed(now);
	const verdicts: ImportVerdict[] = [];
	let open = [...rawEvents.keys()];
	for (let attempt = 0; attempt < MAX_ATTEMPTS && open.length > 0; attempt++) {
		const outcomes = await storeEvents(
			home.store,
			open.map((index) => rawEvents[index]),
			{ receive: (raw) => receive(home, raw, now) },
		);
		open = open.filter((index, position) => {
			const verdict = outcomes[position];
			if (verdict === undefined || verdict.status === "retry") return true;
			verdicts[index] = verdict;
			return false;
		});
	}
	if (open.length > 0)
		throw new StoreUnavailableError(
			"the store did not say what became of imported events",
		);
	return verdicts;
}

/** Turns a raw event into what is stored, or says why not. Times are kept or refused, never changed. */
function receive(
	home: IngestContext,
	raw: unknown,
	now: number,
): StoredEvent | Rejection {
	const parsed = exportedEventSchema.safeParse(raw, IN_WORDS);
	if (!parsed.success)
		return rejected(
			rawIdOf(raw),
			"invalid_event",
			...fieldErrors(parsed.error),
		);
	const { receivedAt = now, clientTimestamp, ...event } = parsed.data;
	const { timestamp } = event;
	if (timestamp > now + FUTURE_TOLERANCE_MS)
		return rejected(event.id, "invalid_event", {
			path: "timestamp",
			message: "lies in the future",
		});
	// What a home takes in has ended, but for its tolerance: this holds for whatever it exports.
	if (
		receivedAt > now + FUTURE_TOLERANCE_MS ||
		receivedAt < timestamp - FUTURE_TOLERANCE_MS
	)
		return rejected(event.id, "invalid_event", {
			path: "receivedAt",
			message: "must lie between timestamp and now",
		});
	const sent = { ...event, timestamp: clientTimestamp ?? timestamp };
	return accept(home, sent, { timestamp, receivedAt, now });
}
