import { fieldErrors, IN_WORDS } from "../event/field-errors";
import type { StoredEvent } from "../event/stored-event";
import { wireEventSchema } from "../event/wire-event";
import { accept, type IngestContext } from "./accept";
import { storeEvents } from "./store-events";
import { type Rejection, rawIdOf, rejected, type Verdict } from "./verdict";

/** A client's clock may be off by this much before its timestamps are corrected. */
export const SKEW_TOLERANCE_MS = 60_000;

/** A corrected timestamp may lie this far in the future before it is set to `receivedAt`. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** What one call of {@link ingest} may be told beside its events. */
export interface IngestOptions {
	/** Epoch ms, the client's clock at sending. */
	readonly sentAt?: number | undefined;
	/**
	 * Returns how many of so many valid events may be stored now; the first ones are, the others get
	 * `retry`. Asked at most once, and never for none. Without it, all may.
	 */
	readonly admit?: ((validEvents: number) => number) | undefined;
}

/**
 * Validates, sanitises and stores raw events; one verdict each, in their order. One bad event never
 * harms another.
 *
 * @throws {StoreUnavailableError} if the store is away; then any of the events may go again
 */
export async function ingest(
	home: IngestContext,
	rawEvents: readonly unknown[],
	{ sentAt, admit }: IngestOptions = {},
): Promise<Verdict[]> {
	const receivedAt = home.now();
	const refreshed = home.erasedUsers.refreshed(receivedAt);
	if (refreshed !== undefined) await refreshed;
	return storeEvents(home.store, rawEvents, {
		receive: (raw) => receive(home, raw, receivedAt, sentAt),
		admit,
	});
}

/** Turns a raw event into what is stored, or says why not. */
function receive(
	home: IngestContext,
	raw: unknown,
	receivedAt: number,
	sentAt: number | undefined,
): StoredEvent | Rejection {
	const parsed = wireEventSchema.safeParse(raw, IN_WORDS);
	if (!parsed.success) {
		return rejected(
			rawIdOf(raw),
			"invalid_event",
			...fieldErrors(parsed.error),
		);
	}
	const event = parsed.data;
	const timestamp = correctedTimestamp(event.timestamp, receivedAt, sentAt);
	return accept(home, event, { timestamp, receivedAt, now: receivedAt });
}

/** Skew correction, then the future clamp: "Times" in `docs/definitions.md`. Epoch ms. */
function correctedTimestamp(
	timestamp: number,
	receivedAt: number,
	sentAt: number | undefined,
): number {
	const skew = sentAt === undefined ? 0 : receivedAt - sentAt;
	const corrected =
		Math.abs(skew) > SKEW_TOLERANCE_MS ? timestamp + skew : timestamp;
	return corrected > receivedAt + FUTURE_TOLERANCE_MS ? receivedAt : corrected;
}
