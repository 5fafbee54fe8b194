import { setTimeout as sleep } from "node:timers/promises";
import {
	type AnsweredVerdict,
	faultsOf,
	verdictsOf,
} from "./answer-contract.ts";
import type { RawAnswer } from "./raw-http.ts";

/** An event as a client holds it: what it is, and how an attempt writes it. */
export interface OutgoingEvent {
	/** JSON; may differ from attempt to attempt in form, never in content. */
	text(attempt: number): string;
}

/** How a client behaves. */
export interface ClientOptions {
	/** Of the home, without a slash at the end. */
	readonly url: string;
	readonly key: string;
	/** How many events the next request takes. */
	readonly batchSize: () => number;
	/** Requests under way at once. */
	readonly inFlight: number;
	/** How long a request may take before it counts as lost, ms. */
	readonly requestTimeoutMs: number;
	/** How long a second of `Retry-After` lasts, ms: 1,000, or less where a test has no time. */
	readonly secondMs: number;
	/** What the client's clock says at sending, epoch ms. */
	readonly clock: () => number;
}

/** What became of everything. */
export interface Delivery {
	/** One each, in the order of the events. */
	readonly verdicts: readonly AnsweredVerdict[];
	/** Requests by how they ended: an HTTP status, or `lost`. */
	readonly requests: ReadonlyMap<number | "lost", number>;
	/** Verdicts `retry` within an answer 200. */
	readonly retries: number;
	/** What was wrong with answers, in words. */
	readonly faults: readonly string[];
}

/** Without a `Retry-After`, seconds. */
const DEFAULT_RETRY_SECONDS = 1;

/**
 * Sends events until each has a final verdict: the client of the ingest contract. It sends again what
 * says `retry`, and whole requests that were answered 408, 429 or 5xx or got no answer, after as long
 * as `Retry-After` says; nothing else, and it gives up nothing.
 *
 * @throws {Error} on any other answer, which would be its own fault
 */
export async function deliverAll(
	events: readonly OutgoingEvent[],
	options: ClientOptions,
): Promise<Delivery> {
	const client = new Client(events, options);
	await Promise.all(
		Array.from({ length: options.inFlight }, () => client.work()),
	);
	return client.delivery();
}

class Client {
	readonly #events: readonly OutgoingEvent[];
	readonly #options: ClientOptions;
	readonly #waiting: number[];
	readonly #attempts: number[];
	readonly #verdicts: AnsweredVerdict[] = [];
	readonly #requests = new Map<number | "lost", number>();
	readonly #faults: string[] = [];
	#retries = 0;
	#settled = 0;

	constructor(events: readonly OutgoingEvent[], options: ClientOptions) {
		this.#events = events;
		this.#options = options;
		this.#waiting = events.map((_, index) => index);
		this.#attempts = events.map(() => 0);
	}

	delivery(): Delivery {
		return {
			verdicts: this.#verdicts,
			requests: this.#requests,
			retries: this.#retries,
			faults: this.#faults,
		};
	}

	/** Sends one request after the other until every event is settled, whoever settles it. */
	async work(): Promise<void> {
		while (this.#settled < this.#events.length) {
			const batch = this.#waiting.splice(0, this.#options.batchSize());
			// What others have in hand may come back.
			if (batch.length === 0) await sleep(5);
			else await this.#send(batch);
		}
	}

	async #send(batch: readonly number[]): Promise<void> {
		const answer = await this.#post(batch).catch(() => undefined);
		this.#count(answer?.status ?? "lost");
		if (answer !== undefined) this.#faults.push(...faultsOf(answer));
		const { again, seconds } = this.#read(batch, answer);
		if (again.length === 0) return;
		await sleep(seconds * this.#options.secondMs);
		this.#waiting.push(...again);
	}

	async #post(batch: readonly number[]): Promise<RawAnswer> {
		const texts = batch.map((index) => {
			const attempt = this.#attempts[index] ?? 0;
			this.#attempts[index] = attempt + 1;
			return this.#events[index]?.text(attempt) ?? "";
		});
		const { url, key, requestTimeoutMs, clock } = this.#options;
		const response = await fetch(`${url}/logOperation`, {
			method: "POST",
			headers: {
				"Content-Type": "application/json",
				Authorization: `Bearer ${key}`,
			},
			body: `{"sentAt":${clock()},"events":[${texts.join()}]}`,
			signal: AbortSignal.timeout(requestTimeoutMs),
		});
		return {
			status: response.status,
			headers: new Map(response.headers),
			body: Buffer.from(await response.arrayBuffer()),
		};
	}

	/** Settles what is final; returns what is to be sent again, and after how many seconds. */
	#read(
		batch: readonly number[],
		answer: RawAnswer | undefined,
	): { again: readonly number[]; seconds: number } {
		const seconds = Number(
			answer?.headers.get("retry-after") ?? DEFAULT_RETRY_SECONDS,
		);
		if (answer === undefined || isPassing(answer.status))
			return { again: batch, seconds };
		const verdicts = verdictsOf(answer, batch.length);
		if (verdicts === undefined)
			throw new Error(`${answer.status} ${answer.body.toString()}`);
		const again: number[] = [];
		verdicts.forEach((verdict, position) => {
			const index = batch[position] ?? -1;
			if (verdict.status === "retry") again.push(index);
			else {
				this.#verdicts[index] = verdict;
				this.#settled += 1;
			}
		});
		this.#retries += again.length;
		return { again, seconds };
	}

	#count(end: number | "lost"): void {
		this.#requests.set(end, (this.#requests.get(end) ?? 0) + 1);
	}
}

function isPassing(status: number): boolean {
	return status === 408 || status === 429 || status >= 500;
}
