import { hash } from "node:crypto";
import {
	entersWindow,
	type HitCounter,
	WINDOW_MS,
	type WindowCount,
	windowStart,
} from "@ffmpeg-analytics/api";
import {
	type DocumentReference,
	type DocumentSnapshot,
	type Firestore,
	Timestamp,
} from "@google-cloud/firestore";
import { collectionOf } from "../store/collections";

/** What the counter is made of. */
export interface FirestoreHitCounterOptions {
	readonly firestore: Firestore;
	/** Unlike that of any other instance; short, as every document names all of them. */
	readonly instance: string;
	/** Epoch ms. */
	readonly now: () => number;
	/** Hears of exchanges that failed; the next one makes up for them. */
	readonly onError: (error: unknown) => void;
}

/** A counter that instances share. */
export interface FirestoreHitCounter extends HitCounter {
	/** Resolves when the exchange that is under way, if any, has ended. */
	settled(): Promise<void>;
}

/** From one exchange to the next, ms: for so long an instance may not know of the others' hits. */
export const EXCHANGE_MS = 5_000;

/**
 * How often a document is written, by all instances together, ms: Firestore takes about one write of
 * a document a second. The more instances share one, the longer each of them waits.
 */
export const DOCUMENT_WRITE_MS = 1_000;

/** After an exchange that failed the wait doubles; it is never longer than this, ms. */
export const MAX_EXCHANGE_MS = 60_000;

/**
 * Buckets of one exchange, those with the most hits: a flood from many addresses costs no more
 * writes than this, and those that are left out count in this instance alone.
 */
export const MAX_SHARED_BUCKETS = 100;

/** Documents are of use for one window; the TTL policy removes them some time later. */
const KEPT_MS = 60 * WINDOW_MS;

/** The fields of a document. */
export const HIT_FIELDS = ["counts", "expireAt"] as const;

/**
 * A counter over Firestore, for several instances of a function. Each instance counts in memory and
 * answers from there. Every {@link EXCHANGE_MS}, in the background of a request, it writes its own
 * counts and reads those of the others: a document for each bucket and window, with a member for
 * each instance (a grow-only counter, Shapiro et al. 2011). A count is written as it stands and not
 * as an increment, so that instances never overwrite one another, and an exchange whose answer was
 * lost can be repeated.
 *
 * The wait grows with the instances that share a bucket, see {@link DOCUMENT_WRITE_MS}: fifty of them
 * hear of each other about once a minute, and let through accordingly more.
 *
 * A bucket costs one write and one read an exchange, however many hits it had. Where Firestore is
 * slow or away, instances count by themselves, as they do without it.
 */
export function createFirestoreHitCounter(
	options: FirestoreHitCounterOptions,
): FirestoreHitCounter {
	return new SharedHitCounter(options);
}

/** What a bucket has used in the window. */
interface Hits {
	own: number;
	/** As of the last exchange. */
	others: number;
	/** Of `own`, what the others can know. */
	shared: number;
}

class SharedHitCounter implements FirestoreHitCounter {
	readonly #options: FirestoreHitCounterOptions;
	readonly #buckets = new Map<string, Hits>();
	#start = 0;
	#nextExchangeAt = 0;
	#failures = 0;
	/** Instances that the most shared bucket of the window is known to have, and of the one before. */
	#sharers = 1;
	#sharersBefore = 1;
	#exchange: Promise<void> | undefined;

	constructor(options: FirestoreHitCounterOptions) {
		this.#options = options;
	}

	add(bucket: string, amount: number): WindowCount {
		const now = this.#options.now();
		const start = windowStart(now);
		if (entersWindow(start, this.#start)) this.#enterWindow(start, now);
		const hits = this.#hitsOf(bucket);
		hits.own += amount;
		if (this.#exchange === undefined && now >= this.#nextExchangeAt)
			this.#exchange = this.#runExchange();
		return { total: hits.own + hits.others, resetAt: this.#start + WINDOW_MS };
	}

	async settled(): Promise<void> {
		await this.#exchange;
	}

	#enterWindow(start: number, now: number): void {
		this.#buckets.clear();
		this.#start = start;
		this.#sharersBefore = this.#sharers;
		this.#sharers = 1;
		// The clock may have been put back.
		this.#nextExchangeAt = Math.min(
			this.#nextExchangeAt,
			now + MAX_EXCHANGE_MS,
		);
	}

	#hitsOf(bucket: string): Hits {
		let hits = this.#buckets.get(bucket);
		if (hits === undefined) {
			if (this.#buckets.size >= MAX_BUCKETS) {
				const [oldest = ""] = this.#buckets.keys();
				this.#buckets.delete(oldest);
			}
			hits = { own: 0, others: 0, shared: 0 };
			this.#buckets.set(bucket, hits);
		}
		return hits;
	}

	async #runExchange(): Promise<void> {
		try {
			// Not cut off when it is slow: an older count must not arrive after a newer one.
			await this.#exchangeCounts();
			this.#failures = 0;
		} catch (error) {
			this.#failures += 1;
			this.#options.onError(error);
		}
		this.#nextExchangeAt = this.#options.now() + this.#waitMs();
		this.#exchange = undefined;
	}

	#waitMs(): number {
		// A window begins with documents that no instance has written yet.
		const sharers = Math.max(this.#sharers, this.#sharersBefore);
		return Math.min(
			Math.max(
				EXCHANGE_MS * 2 ** Math.min(this.#failures, 10),
				sharers * DOCUMENT_WRITE_MS,
			),
			MAX_EXCHANGE_MS,
		);
	}

	/** Writes first: two instances that do so at one time both see both. */
	async #exchangeCounts(): Promise<void> {
		const { firestore, instance } = this.#options;
		const changed = this.#changedBuckets();
		if (changed.length === 0) return;
		const references = changed.map(([bucket]) => this.#referenceOf(bucket));
		const expireAt = Timestamp.fromMillis(this.#start + KEPT_MS);
		const written = changed.map(([, hits]) => hits.own);
		const batch = firestore.batch();
		references.forEach((reference, index) => {
			const document = { counts: { [instance]: written[index] }, expireAt };
			batch.set(reference, document, { merge: true });
		});
		await batch.commit();
		const snapshots = await firestore.getAll(...references);
		changed.forEach(([, hits], index) => {
			hits.shared = written[index] ?? 0;
			const counts = countsOf(snapshots[index]);
			const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
			hits.others = total - (counts.get(instance) ?? 0);
			this.#sharers = Math.max(this.#sharers, counts.size);
		});
	}

	#changedBuckets(): [string, Hits][] {
		return [...this.#buckets]
			.filter(([, hits]) => hits.own !== hits.shared)
			.sort(([, a], [, b]) => b.own - a.own)
			.slice(0, MAX_SHARED_BUCKETS);
	}

	/** The digest comes first: names that only grow would all go to one server of Firestore's. */
	#referenceOf(bucket: string): DocumentReference {
		const digest = hash("sha256", bucket, "hex").slice(0, DIGEST_LENGTH);
		const minute = this.#start / WINDOW_MS;
		return collectionOf(this.#options.firestore, "hits").doc(
			`${digest}_${minute}`,
		);
	}
}

/** Buckets of one window; the oldest go first. All of them are looked through at every exchange. */
const MAX_BUCKETS = 20_000;

/** Hex digits, so that two buckets never meet. */
const DIGEST_LENGTH = 32;

/** By instance. */
function countsOf(snapshot: DocumentSnapshot | undefined): Map<string, number> {
	return new Map(Object.entries(snapshot?.get("counts") ?? {}));
}
