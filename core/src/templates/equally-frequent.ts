import { type PatternRecord, partsOf } from "../aggregation/totals";
import type { AnalyticsStore, PatternQuery } from "../ports/store";

/** Some of the patterns of one frequency, with what is to be known of all of them. */
export interface EquallyFrequent {
	readonly patterns: readonly PatternRecord[];
	/** Names that another pattern of this frequency, one step longer, contains. */
	readonly contained: ReadonlySet<string>;
}

/** What a walk holds in memory of the patterns of one frequency. */
export interface GroupLimits {
	/** Patterns as a whole; where there are more, they are read a second time. */
	readonly records: number;
	/** Bytes of the names of their parts; where they are more, the walk ends. */
	readonly nameBytes: number;
}

/** A million names, about. */
const LIMITS: GroupLimits = { records: 5_000, nameBytes: 128 * 1024 * 1024 };

/** What V8 takes for a name in a set, beside its letters, about. */
const BYTES_BESIDE_LETTERS = 80;

const PAGE = 500;

/**
 * Walks the patterns of at least `minFrequency`, the most frequent first: only equally frequent ones
 * can keep each other from being closed. Ends with `too_many` where so many are equally frequent that
 * their names are too much for memory; rarer ones, of which there are as a rule more still, are left.
 */
export async function* equallyFrequent(
	store: AnalyticsStore,
	minFrequency: number,
	limits: GroupLimits = LIMITS,
): AsyncGenerator<EquallyFrequent | "too_many", void, void> {
	let group = new Group(limits, undefined);
	for await (const page of patternPages(store, { minFrequency }))
		for (const record of page) {
			if (group.isOfAnotherFrequency(record)) {
				yield* group.inParts(store);
				group = new Group(limits, group.last);
			}
			group.add(record);
			if (group.nameBytes > limits.nameBytes) {
				yield "too_many";
				return;
			}
		}
	yield* group.inParts(store);
}

type Position = NonNullable<PatternQuery["after"]>;

/** The patterns of one frequency. */
class Group {
	readonly #limits: GroupLimits;
	/** The pattern before the first one. */
	readonly #after: Position | undefined;
	readonly #contained = new Set<string>();
	/** All of them, or none where they are too many. */
	#records: PatternRecord[] = [];
	#size = 0;
	nameBytes = 0;
	last: Position | undefined;

	constructor(limits: GroupLimits, after: Position | undefined) {
		this.#limits = limits;
		this.#after = after;
	}

	isOfAnotherFrequency({ frequency }: PatternRecord): boolean {
		return this.last !== undefined && this.last.frequency !== frequency;
	}

	add(record: PatternRecord): void {
		const { frequency, pattern, operations } = record;
		this.last = { frequency, pattern };
		this.#size++;
		for (const part of partsOf(operations)) {
			if (this.#contained.has(part)) continue;
			this.#contained.add(part);
			this.nameBytes += part.length + BYTES_BESIDE_LETTERS;
		}
		if (this.#size <= this.#limits.records) this.#records.push(record);
		else this.#records = [];
	}

	async *inParts(
		store: AnalyticsStore,
	): AsyncGenerator<EquallyFrequent, void, void> {
		const contained = this.#contained;
		if (this.last === undefined) return;
		if (this.#size <= this.#limits.records) {
			yield { patterns: this.#records, contained };
			return;
		}
		const query = { minFrequency: this.last.frequency };
		for await (const patterns of patternPages(store, query, this.#after))
			yield { patterns, contained };
	}
}

async function* patternPages(
	store: AnalyticsStore,
	query: Pick<PatternQuery, "minFrequency">,
	after?: Position,
): AsyncGenerator<PatternRecord[], void, void> {
	let position = after;
	for (;;) {
		const page = await store.listPatterns({
			...query,
			limit: PAGE,
			...(position === undefined ? {} : { after: position }),
		});
		yield page;
		const last = page.at(-1);
		if (last === undefined || page.length < PAGE) return;
		position = { frequency: last.frequency, pattern: last.pattern };
	}
}
