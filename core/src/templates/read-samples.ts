import type { Samples } from "../aggregation/samples";
import { monthOf, monthStart } from "../calendar";
import { isErased } from "../erasure/erasure";
import { type StoredEvent, traceKeyOf } from "../event/stored-event";
import type { AnalyticsStore, ShardHead } from "../ports/store";
import type { SampledOccurrence } from "./learn-template";
import { occurrencesIn } from "./sampled-occurrences";

/** Stored events read of one sample: a pattern's six steps, with retries and what surrounds them. */
export const EVENTS_PER_SAMPLE = 32;

/** Reads the occurrences that samples point to, for one job: a shard's head once. */
export class SampleReader {
	/** Stored events read. */
	reads = 0;
	readonly #store: AnalyticsStore;
	readonly #sessionGapMs: number;
	readonly #heads = new Map<number, Promise<ShardHead>>();

	constructor(store: AnalyticsStore, sessionGapMs: number) {
		this.#store = store;
		this.#sessionGapMs = sessionGapMs;
	}

	/**
	 * Succeeded occurrences of a pattern that end with its samples' events, and some before them.
	 * Events that are gone teach nothing.
	 */
	async read(pattern: string, samples: Samples): Promise<SampledOccurrence[]> {
		const ids = new Set(Object.values(samples).map(([, id]) => id));
		const ends = await this.#store.readEvents([...ids]);
		this.reads += ends.length;
		const records = await this.#store.readUsers([
			...new Set(ends.map(({ userId }) => userId)),
		]);
		const traces = await Promise.all(
			ends.map(async (end) => {
				// What is erased may still be there.
				const record = records.get(end.userId);
				const events = await this.#readTrace(end);
				return events.filter(({ timestamp }) => !isErased(record, timestamp));
			}),
		);
		return traces.flatMap((events) =>
			occurrencesIn(events, pattern, this.#sessionGapMs),
		);
	}

	/** What the sample's user did in its trace until then, within the month: no session is longer. */
	async #readTrace(end: StoredEvent): Promise<StoredEvent[]> {
		const events = await this.#store.readTrace({
			head: await this.#headOf(end.shard),
			traceKey: traceKeyOf(end),
			from: monthStart(monthOf(end.timestamp)),
			to: end.timestamp + 1,
			direction: "descending",
			limit: EVENTS_PER_SAMPLE,
		});
		this.reads += events.length;
		return events;
	}

	#headOf(shard: number): Promise<ShardHead> {
		const known = this.#heads.get(shard) ?? this.#store.readShard(shard);
		this.#heads.set(shard, known);
		return known;
	}
}
