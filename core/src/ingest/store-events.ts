import type { StoredEvent } from "../event/stored-event";
import type { AnalyticsStore, AppendOutcome } from "../ports/store";
import { type Rejection, rejected, type Verdict } from "./verdict";

/** How {@link storeEvents} goes about it. */
export interface StoreEventsOptions {
	/** What is to be stored of a raw event, or why nothing is. */
	readonly receive: (raw: unknown) => StoredEvent | Rejection;
	/** See `IngestOptions`. */
	readonly admit?: ((validEvents: number) => number) | undefined;
}

/**
 * Stores what `receive` makes of raw events, each id once; one verdict each, in their order. At most
 * 500 events.
 *
 * @throws {StoreUnavailableError} if the store is away; then any of the events may go again
 */
export async function storeEvents(
	store: Pick<AnalyticsStore, "append">,
	rawEvents: readonly unknown[],
	{ receive, admit }: StoreEventsOptions,
): Promise<Verdict[]> {
	const verdicts = new Array<Verdict | undefined>(rawEvents.length);
	const accepted = new Map<string, { event: StoredEvent; index: number }>();
	const repeats: { event: StoredEvent; index: number }[] = [];
	rawEvents.forEach((raw, index) => {
		const received = receive(raw);
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
			: await store.append(admitted.map((entry) => entry.event));
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
