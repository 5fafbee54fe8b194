import type { CounterValues } from "../counters.ts";
import type { Leftovers } from "../spool/leftovers.ts";
import { BEAT_MS } from "../spool/owner.ts";
import type { Spool } from "../spool/spool.ts";
import { type Batch, splitRecords } from "./batch.ts";
import type { Exchange, Outcome, Wire } from "./exchange.ts";
import { Intake } from "./intake.ts";
import type { Outbox } from "./outbox.ts";
import type { Pacing } from "./pacing.ts";
import type { Packer } from "./packer.ts";
import { judge, type Verdict } from "./verdicts.ts";

/** Requests that are expected to be answered soon, at one time. */
const IN_FLIGHT = 4;

/**
 * A request that has gone unanswered for so long is no longer waited for alone: its batch is sent again over
 * another connection, and the first answer counts. From then on the first request and one more wait, so that an
 * endpoint that is merely slow has twice its work and not ten times. Patience doubles until an answer comes.
 */
const PATIENCE_MS = { first: 1_500, most: 5_000 };
/** While the host waits for us to end: as soon as the endpoint is there again, so are we. */
const HURRIED_PATIENCE_MS = { first: 500, most: 800 };

/** An endpoint that is usually slower is not given twice its time. */
const MAX_USUAL_MS = 5_000;

/** What {@link Dispatcher} needs. */
export interface DispatcherOptions {
	readonly outbox: Outbox;
	readonly packer: Packer;
	readonly pacing: Pacing;
	readonly spool: Spool | undefined;
	readonly leftovers: Leftovers | undefined;
	readonly openWire: () => Promise<Wire>;
	/** Of the spool, over all processes. */
	readonly maxBytes: number;
	readonly counters: CounterValues;
	readonly say: (message: string) => void;
	/** Called whenever something may have been delivered, refused or given up. */
	readonly onChange: () => void;
}

interface Attempt {
	readonly batch: Batch;
	/** Ms of the monotonic clock. */
	startedAt: number;
	/** Whether an answer is still expected soon. */
	isHopeful: boolean;
	exchange: Exchange | undefined;
	/** Until it is no longer waited for alone. */
	patience: NodeJS.Timeout | undefined;
}

/** Sends the outbox's batches, each until it has got a final answer. */
export class Dispatcher {
	readonly #options: DispatcherOptions;
	readonly #attempts = new Set<Attempt>();
	#hopeful = 0;
	#wire: Promise<Wire> | undefined;
	#timer: NodeJS.Timeout | undefined;
	#beats: NodeJS.Timeout | undefined;
	readonly #intake: Intake | undefined;
	/** Of the last answer. */
	#usualMs = 0;
	/** Requests that were no longer waited for alone, since the last answer. */
	#stalls = 0;
	#isHurried = false;
	#isStopped = false;

	constructor(options: DispatcherOptions) {
		this.#options = options;
		const { leftovers, outbox, maxBytes, counters } = options;
		this.#intake =
			leftovers &&
			new Intake({
				leftovers,
				outbox,
				maxBytes,
				hasRoom: () => this.#hasRoom(),
				onDropped: (events) => {
					counters.droppedFromQueue += events;
				},
				onEnd: () => this.wake(),
			});
	}

	/** Whether nothing is left to send or to look for. */
	get isIdle(): boolean {
		return (
			this.#options.outbox.isEmpty &&
			this.#intake?.mayHaveMore(performance.now()) !== true
		);
	}

	/** Whether a request, of which an answer is expected soon, or a look into the spool is under way. */
	get isBusy(): boolean {
		return this.#hopeful > 0 || this.#intake?.isLooking === true;
	}

	/** Sends what can be sent now, and sets the clock for the rest. Never throws. */
	wake(): void {
		if (this.#isStopped) return;
		try {
			this.#wake();
		} catch (error) {
			// Called by timers: it would end the host's process.
			this.#options.say(`a fault of the client itself: ${String(error)}`);
		}
	}

	#wake(): void {
		const { outbox, pacing, spool, onChange } = this.#options;
		if (spool !== undefined && this.#beats === undefined)
			this.#beats = this.#startBeats(spool);
		const now = performance.now();
		if (pacing.waitMs(now) === 0) {
			while (this.#hasRoom()) {
				const batch = outbox.take(now);
				if (batch === undefined) {
					this.#intake?.look(now);
					break;
				}
				void this.#send(batch);
			}
		}
		if (pacing.isDown) outbox.release();
		else outbox.prepare();
		this.#setClock(now);
		onChange();
	}

	/** From now on the host waits: everything is tried soon, and at once. */
	hurry(): void {
		this.#isHurried = true;
		this.#stalls = 0;
		this.#options.pacing.hurry();
		for (const attempt of this.#attempts) this.#waitFor(attempt);
		this.wake();
	}

	/** Breaks everything off. */
	stop(): void {
		this.#isStopped = true;
		this.#intake?.stop();
		clearTimeout(this.#timer);
		clearInterval(this.#beats);
		for (const { exchange } of this.#attempts) exchange?.cancel();
		this.#wire?.then((wire) => wire.close()).catch(() => undefined);
	}

	#hasRoom(): boolean {
		return this.#hopeful < (this.#options.pacing.isDown ? 1 : IN_FLIGHT);
	}

	#setClock(now: number): void {
		clearTimeout(this.#timer);
		const { outbox, pacing } = this.#options;
		const waitMs = pacing.waitMs(now);
		const dueInMs = this.#hasRoom() ? outbox.dueInMs(now) : undefined;
		const delayMs = waitMs > 0 ? waitMs : dueInMs;
		if (delayMs === undefined) return;
		this.#timer = setTimeout(() => this.wake(), Math.ceil(delayMs));
		this.#timer.unref();
	}

	#startBeats(spool: Spool): NodeJS.Timeout {
		const beats = setInterval(() => {
			spool.beat();
			this.#intake?.look(performance.now());
			this.wake();
		}, BEAT_MS);
		return beats.unref();
	}

	/** Sends one batch once. Never rejects. */
	async #send(batch: Batch): Promise<void> {
		const attempt: Attempt = {
			batch,
			startedAt: performance.now(),
			isHopeful: true,
			exchange: undefined,
			patience: undefined,
		};
		this.#attempts.add(attempt);
		this.#hopeful += 1;
		try {
			const outcome = await this.#exchange(attempt);
			if (outcome !== undefined) await this.#conclude(attempt, outcome);
		} catch (error) {
			this.#giveUp(batch, error);
		}
		this.#attempts.delete(attempt);
		this.#loseHope(attempt);
		this.wake();
	}

	/**
	 * Undefined if the batch was settled before it could be sent.
	 *
	 * @throws {Error} if its content cannot be read: a file is gone, or has changed
	 */
	async #exchange(attempt: Attempt): Promise<Outcome | undefined> {
		const { packer, openWire, counters } = this.#options;
		const { batch } = attempt;
		// Both load what they need the first time.
		this.#wire ??= openWire();
		const [wire] = await Promise.all([this.#wire, packer.pack(batch)]);
		const body = packer.bodyOf(batch, Date.now());
		if (this.#isStopped || body === undefined) return undefined;
		batch.attempts += 1;
		if (batch.attempts > 1) counters.retried += batch.events;
		attempt.startedAt = performance.now();
		attempt.exchange = wire.post(body);
		this.#waitFor(attempt);
		const outcome = await attempt.exchange.outcome;
		attempt.exchange = undefined;
		clearTimeout(attempt.patience);
		// After a reset, other idle connections are likely to be as dead.
		if (outcome.kind === "lost") wire.dropIdle();
		else {
			this.#usualMs = performance.now() - attempt.startedAt;
			this.#stalls = 0;
		}
		return outcome;
	}

	/** Waits from now on for as long as is usual now. */
	#waitFor(attempt: Attempt): void {
		if (!attempt.isHopeful || attempt.exchange === undefined) return;
		clearTimeout(attempt.patience);
		attempt.patience = setTimeout(
			() => this.#stall(attempt),
			this.#patienceMs(),
		);
		attempt.patience.unref();
	}

	#patienceMs(): number {
		const { first, most } = this.#isHurried ? HURRIED_PATIENCE_MS : PATIENCE_MS;
		const usual = Math.min(2 * this.#usualMs, MAX_USUAL_MS);
		const grown = Math.max(first, usual) * 2 ** Math.min(this.#stalls, 10);
		return Math.min(Math.max(most, usual), grown);
	}

	#stall(attempt: Attempt): void {
		const { outbox, pacing } = this.#options;
		this.#stalls += 1;
		// Idle connections may be as dead.
		this.#wire?.then((wire) => wire.dropIdle()).catch(() => undefined);
		this.#loseHope(attempt);
		// The batch's first request goes on waiting; of the later ones, the last.
		if (this.#firstOf(attempt.batch) !== attempt) attempt.exchange?.cancel();
		outbox.putBack(attempt.batch);
		pacing.stalled(performance.now(), attempt.startedAt);
		this.wake();
	}

	#loseHope(attempt: Attempt): void {
		if (attempt.isHopeful) this.#hopeful -= 1;
		attempt.isHopeful = false;
	}

	async #conclude(attempt: Attempt, outcome: Outcome): Promise<void> {
		const { batch } = attempt;
		if (this.#isStopped || batch.state === "settled") return;
		const { outbox, pacing, counters, say } = this.#options;
		const verdict = judge(outcome, batch.events, Date.now());
		if ("complaint" in verdict && verdict.complaint !== undefined)
			say(verdict.complaint);
		const now = performance.now();
		switch (verdict.kind) {
			case "answered":
				return this.#takeAnswer(attempt, verdict);
			case "tooLarge":
				if (batch.events > 1) return this.#halve(attempt);
				counters.rejected += 1;
				return this.#settle(batch);
			case "rejected":
				counters.rejected += batch.events;
				return this.#settle(batch);
			case "refused":
			case "again":
				// Another attempt of the same batch may be on its way, and decides.
				if (!attempt.isHopeful) return;
				if (verdict.kind === "refused") pacing.refused(now);
				else pacing.failed(now, attempt.startedAt, verdict.retryAfterMs);
				outbox.putBack(batch);
		}
	}

	async #takeAnswer(
		{ batch, startedAt }: Attempt,
		verdict: Extract<Verdict, { kind: "answered" }>,
	): Promise<void> {
		const { packer, pacing, outbox, counters } = this.#options;
		const { again } = verdict;
		const content = again.length > 0 ? await packer.unpack(batch) : undefined;
		if (this.#isStopped || batch.state === "settled") return;
		counters.stored += verdict.stored;
		counters.duplicates += verdict.duplicates;
		counters.rejected += verdict.rejected;
		const now = performance.now();
		if (content === undefined) {
			pacing.succeeded(now);
			return this.#settle(batch);
		}
		const records = splitRecords(content);
		outbox.replace(batch, [again.flatMap((place) => records[place] ?? [])]);
		this.#cancelOthers(batch);
		pacing.failed(now, startedAt, verdict.retryAfterMs);
	}

	async #halve({ batch }: Attempt): Promise<void> {
		const { packer, outbox } = this.#options;
		const records = splitRecords(await packer.unpack(batch));
		if (this.#isStopped || batch.state === "settled") return;
		const half = Math.ceil(records.length / 2);
		outbox.replace(batch, [records.slice(0, half), records.slice(half)]);
		this.#cancelOthers(batch);
	}

	#settle(batch: Batch): void {
		this.#options.outbox.settle(batch);
		this.#cancelOthers(batch);
	}

	/** The oldest request of a batch that is still under way. */
	#firstOf(batch: Batch): Attempt | undefined {
		for (const attempt of this.#attempts)
			if (attempt.batch === batch && attempt.exchange !== undefined)
				return attempt;
		return undefined;
	}

	#cancelOthers(batch: Batch): void {
		for (const other of this.#attempts)
			if (other.batch === batch) other.exchange?.cancel();
	}

	#giveUp(batch: Batch, error: unknown): void {
		if (this.#isStopped || batch.state === "settled") return;
		const { counters, say } = this.#options;
		const { code, message } = error as NodeJS.ErrnoException;
		say(`the spool cannot be read (${code ?? message}); a batch is lost`);
		counters.droppedFromQueue += batch.events;
		this.#settle(batch);
	}
}
