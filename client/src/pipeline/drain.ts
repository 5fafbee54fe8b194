import type { WireEventInput } from "@ffmpeg-analytics/core";
import type { CaptureRing } from "../capture/capture-ring.ts";
import type { CapturedOperation } from "../capture/captured-operation.ts";
import type { CounterValues } from "../counters.ts";
import type { Say } from "../host/say.ts";
import type { AnalyticsOptions } from "../options.ts";
import type { ReadyEvent, Sink } from "../sinks/sink.ts";
import { capturedEvent, type EventMaking } from "./captured-event.ts";
import { hookedEvent } from "./hooked-event.ts";

/** What captures become events by, and where these go. */
export interface DrainParts {
	readonly making: EventMaking;
	readonly beforeSend: AnalyticsOptions["beforeSend"];
	/** Called once, before the first event is made. */
	readonly openSinks: () => readonly Sink[];
	readonly counters: CounterValues;
	readonly say: Say;
}

/** Makes events of captures, and hands them to the sinks. */
export class Drain {
	readonly #ring: CaptureRing;
	readonly #parts: DrainParts;
	#opened: readonly Sink[] | undefined;

	constructor(ring: CaptureRing, parts: DrainParts) {
		this.#ring = ring;
		this.#parts = parts;
	}

	/** Those that were opened so far: none before the first event. */
	get sinks(): readonly Sink[] {
		return this.#opened ?? [];
	}

	/** Loads and opens what the first event needs, in a turn of its own. Never throws. */
	open(): void {
		if (this.#opened !== undefined) return;
		const { making, openSinks, say } = this.#parts;
		this.#opened = [];
		try {
			making.identities.prepare();
			this.#opened = openSinks();
		} catch (error) {
			say(`nothing is kept or sent: ${(error as Error)?.stack ?? error}`);
		}
	}

	/**
	 * Works until nothing is left of what was captured before this call, or for about `forMs`: what a hook tracks
	 * meanwhile is for the next one. Never throws.
	 */
	run(forMs: number): void {
		this.open();
		const until = performance.now() + forMs;
		const last = this.#ring.captured;
		// A hook may end the process, and with it what was made and not handed on.
		const portion = this.#parts.beforeSend === undefined ? PORTION : 1;
		while (
			this.#runPortion(portion) &&
			this.#ring.gone < last &&
			performance.now() < until
		);
	}

	/** Returns whether there may be more. */
	#runPortion(most: number): boolean {
		// Never in a property: what is stored in an old object while the garbage collector marks lives on.
		const events: ReadyEvent[] = [];
		let captured: CapturedOperation | undefined;
		while (events.length < most) {
			captured = this.#ring.take();
			if (captured === undefined) break;
			const event = this.#make(captured);
			if (event !== undefined) events.push(event);
		}
		if (events.length > 0) for (const sink of this.sinks) sink.accept(events);
		return captured !== undefined;
	}

	#make(captured: CapturedOperation): ReadyEvent | undefined {
		const { counters, say } = this.#parts;
		try {
			return this.#eventOf(captured);
		} catch (error) {
			counters.invalid++;
			say(`an operation was left out: ${(error as Error)?.name} in the client`);
			return undefined;
		}
	}

	#eventOf(captured: CapturedOperation): ReadyEvent | undefined {
		const { making, beforeSend, counters, say } = this.#parts;
		const event = capturedEvent(captured, making);
		if (typeof event === "string") {
			counters.invalid++;
			say(`an operation was left out: ${event}`);
			return undefined;
		}
		if (beforeSend === undefined) return readyEvent(event);
		const hooked = hookedEvent(event, beforeSend, making.cleanTexts);
		if (typeof hooked === "object") return readyEvent(hooked);
		if (hooked !== undefined) say(`an operation was left out: ${hooked}`);
		counters.droppedByHook++;
		return undefined;
	}
}

function readyEvent(wire: WireEventInput): ReadyEvent {
	return new MadeEvent(wire.id, JSON.stringify(wire));
}

/** Its JSON is all that most sinks need: what the rest was made of is garbage at once, and need not be moved. */
class MadeEvent implements ReadyEvent {
	readonly id: string;
	readonly json: string;

	constructor(id: string, json: string) {
		this.id = id;
		this.json = json;
	}

	get wire(): WireEventInput {
		return JSON.parse(this.json) as WireEventInput;
	}
}

/** Events that are handed on at once: few, so that what a garbage collection meets is mostly gone already. */
const PORTION = 16;
