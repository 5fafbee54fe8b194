import { type FieldError, fieldErrors, IN_WORDS } from "../event/field-errors";
import type { StoredEvent } from "../event/stored-event";
import { shardOf } from "../event/stored-event";
import { type WireEvent, wireEventSchema } from "../event/wire-event";
import type { JobHome } from "../ports/home";
import type { AppendOutcome } from "../ports/store";
import {
	classifyError,
	SANITIZER_VERSION,
	sanitizeErrorMessage,
	sanitizeParameters,
} from "../privacy";
import type { ErasedUsers } from "./erased-users";

/** What a home gives to ingest. */
export interface IngestHome extends JobHome {
	/** SHA-256 of the text in UTF-8, lower-case hex. */
	readonly digest: (text: string) => string;
}

/** What a call of {@link ingest} goes by. */
export interface IngestContext extends IngestHome {
	readonly erasedUsers: ErasedUsers;
}

export type RejectionCode =
	| "invalid_event"
	| "too_old"
	| "erased"
	| "id_conflict";

/** What became of one event. */
export type Verdict =
	| { readonly status: "stored" | "duplicate"; readonly id: string }
	| {
			readonly status: "rejected";
			/** As the client wrote it; null if it was not a string. */
			readonly id: string | null;
			readonly code: RejectionCode;
			readonly errors: readonly FieldError[];
	  }
	/** It may or may not have been stored: the client must send it again. */
	| { readonly status: "retry"; readonly id: string };

/** A client's clock may be off by this much before its timestamps are corrected. */
export const SKEW_TOLERANCE_MS = 60_000;

/** A corrected timestamp may lie this far in the future before it is set to `receivedAt`. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000;

/** What one call of {@link ingest} may be told beside its events. */
export interface IngestOptions {
	/** Epoch ms, the client's clock at sending. */
	readonly sentAt?: number | undefined;
	/**
	 * Answers how many of so many valid events may be stored now; the first ones are, the others get
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
	const verdicts = new Array<Verdict | undefined>(rawEvents.length);
	const accepted = new Map<string, { event: StoredEvent; index: number }>();
	const repeats: { event: StoredEvent; index: number }[] = [];
	rawEvents.forEach((raw, index) => {
		const received = receive(home, raw, receivedAt, sentAt);
		if ("status" in received) verdicts[index] = received;
		else if (accepted.has(received.id))
			repeats.push({ event: received, index });
		else accepted.set(received.id, { event: received, index });
	});
	const entries = [...accepted.values()];
	const admitted =
		entries.length === 0
			? []
			: entries.slice(0, admit?.(entries.length) ?? entries.length);
	const outcomes =
		admitted.length === 0
			? []
			: await home.store.append(admitted.map((entry) => entry.event));
	const outcomeOf = new Map<string, AppendOutcome>();
	entries.forEach(({ event, index }, position) => {
		const outcome = outcomes[position] ?? { status: "unknown" };
		outcomeOf.set(event.id, outcome);
		verdicts[index] = verdictOf(event, outcome);
	});
	for (const { event, index } of repeats) {
		const first = accepted.get(event.id)?.event;
		const outcome = outcomeOf.get(event.id);
		verdicts[index] =
			outcome?.status === "stored" && first !== undefined
				? verdictOf(event, { ...first, status: "exists" })
				: verdictOf(event, outcome ?? { status: "unknown" });
	}
	return verdicts.map((verdict) => verdict as Verdict);
}

function verdictOf(event: StoredEvent, outcome: AppendOutcome): Verdict {
	switch (outcome.status) {
		case "stored":
			return { status: "stored", id: event.id };
		case "unknown":
			return { status: "retry", id: event.id };
		case "exists":
			// Contents hashed under another sanitiser cannot be compared: the id decides.
			return outcome.sanitizerVersion !== event.sanitizerVersion ||
				outcome.contentHash === event.contentHash
				? { status: "duplicate", id: event.id }
				: rejected(event.id, "id_conflict", {
						path: "id",
						message:
							"an event with this id and different content is stored; give each operation its own id",
					});
	}
}

/** Turns a raw event into what is stored, or says why not. */
function receive(
	home: IngestContext,
	raw: unknown,
	receivedAt: number,
	sentAt: number | undefined,
): StoredEvent | Extract<Verdict, { status: "rejected" }> {
	const parsed = wireEventSchema.safeParse(raw, IN_WORDS);
	if (!parsed.success) {
		return rejected(
			rawIdOf(raw),
			"invalid_event",
			...fieldErrors(parsed.error),
		);
	}
	const event = parsed.data;
	const { retentionMs, shardCount } = home.settings;
	const timestamp = correctedTimestamp(event.timestamp, receivedAt, sentAt);
	if (timestamp < receivedAt - retentionMs) {
		return rejected(event.id, "too_old", {
			path: "timestamp",
			message: `ended more than ${Math.round(retentionMs / 86_400_000)} days ago, the retention time`,
		});
	}
	if (home.erasedUsers.isErased(event.userId, timestamp)) {
		return rejected(event.id, "erased", {
			path: "userId",
			message: "the user's events up to this time have been erased",
		});
	}
	const sanitized = sanitize(event);
	if ("message" in sanitized)
		return rejected(event.id, "invalid_event", sanitized);
	return {
		...sanitized,
		timestamp,
		...(timestamp === event.timestamp
			? {}
			: { clientTimestamp: event.timestamp }),
		receivedAt,
		expireAt: timestamp + retentionMs,
		shard: shardOf(event.userId, shardCount),
		contentHash: home.digest(contentOf(sanitized)),
		sanitizerVersion: SANITIZER_VERSION,
	};
}

/** DESIGN section 3: skew correction, then the future clamp. Epoch ms. */
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

function sanitize(
	event: WireEvent,
): (WireEvent & Pick<StoredEvent, "metrics">) | FieldError {
	const parameters = sanitizeParameters(event.operation.parameters);
	if (!parameters.ok)
		return { path: "operation.parameters", message: parameters.reason };
	const { errorMessage, ...metrics } = event.metrics;
	const message =
		errorMessage === undefined ? undefined : sanitizeErrorMessage(errorMessage);
	return {
		...event,
		operation: { ...event.operation, parameters: parameters.parameters },
		metrics: {
			...metrics,
			...(message === undefined ? {} : { errorMessage: message }),
			...(metrics.success
				? {}
				: { errorCategory: classifyError(message ?? "") }),
		},
	};
}

/**
 * The content that tells a duplicate from a conflict, as text: every field that a client sends, in an
 * order that does not depend on how it was sent, with the timestamp as the client's clock gave it.
 */
function contentOf(event: WireEvent & Pick<StoredEvent, "metrics">): string {
	const { operation, metrics, context } = event;
	return JSON.stringify([
		event.id,
		event.timestamp,
		event.userId,
		event.platform,
		operation.type,
		operation.inputFormat,
		operation.outputFormat,
		operation.parameters,
		operation.fileSize,
		metrics.success,
		metrics.processingTime,
		metrics.errorMessage,
		metrics.errorCategory,
		metrics.memoryUsage,
		context.workflowType,
		context.sequencePosition,
		context.batchSize,
		context.sessionId,
	]);
}

function rejected(
	id: string | null,
	code: RejectionCode,
	...errors: FieldError[]
): Extract<Verdict, { status: "rejected" }> {
	return { status: "rejected", id, code, errors };
}

function rawIdOf(raw: unknown): string | null {
	if (typeof raw !== "object" || raw === null || !("id" in raw)) return null;
	return typeof raw.id === "string" ? raw.id.slice(0, 128) : null;
}
