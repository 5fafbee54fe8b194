import type { ReadyEvent, Sink } from "../src/sinks/sink.ts";

/** A sink that keeps what it is given in memory, and notes what else it was told. */
export class CollectingSink implements Sink {
	readonly events: ReadyEvent[] = [];
	/** How many events each `accept` brought. */
	readonly portions: number[] = [];
	/** `flush`, `close` or `closeNow`, each with the number of events that were there. */
	readonly calls: { readonly call: string; readonly events: number }[] = [];
	/** Of the last `close`. */
	deadlineMs: number | undefined;

	accept(events: readonly ReadyEvent[]): void {
		this.events.push(...events);
		this.portions.push(events.length);
	}

	async flush(): Promise<void> {
		this.#note("flush");
	}

	async close(deadlineMs: number): Promise<void> {
		this.deadlineMs = deadlineMs;
		this.#note("close");
	}

	closeNow(): void {
		this.#note("closeNow");
	}

	#note(call: string): void {
		this.calls.push({ call, events: this.events.length });
	}
}
