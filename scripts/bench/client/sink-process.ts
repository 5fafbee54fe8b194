import { BenchError } from "../bench-error.ts";
import type { SinkRequest } from "./program/serve-sink.ts";
import { startProgram } from "./program-process.ts";
import type { Tally } from "./sink/received.ts";
import type { Failure } from "./sink/sink.ts";

const START_MS_MAX = 20_000;
const POLL_MS = 20;

/** A sink in a process of its own. */
export interface SinkProcess {
	readonly address: string;
	/** From now on it fails so, or not at all; answers when that began, ms since 1970. */
	fail(failure: Failure | undefined): Promise<number>;
	tally(): Promise<Tally>;
	/** The numbers of the events that it has stored. */
	indexes(): Promise<Set<number>>;
	/** The tally once so many are stored, or nothing new has been stored for a while, or the time is over. */
	settled(
		events: number,
		limits: { readonly idleMsMax: number; readonly withinMs: number },
	): Promise<Tally>;
	stop(): Promise<void>;
}

/** Starts a sink of the bundle; the same seed resets the same connections. */
export async function startSinkProcess(
	file: string,
	seed: number,
): Promise<SinkProcess> {
	const program = startProgram(file, "sink", { seed });
	const listening = await program.told("listening", START_MS_MAX);
	if (listening === undefined)
		throw new BenchError(`The sink did not start: ${program.said()}`);
	const waiting = new Map<number, (answer: unknown) => void>();
	program.child.on(
		"message",
		({ number, answer }: { number: number; answer: unknown }) => {
			waiting.get(number)?.(answer);
			waiting.delete(number);
		},
	);
	let asked = 0;
	const ask = <Answer>(request: Asked): Promise<Answer> =>
		new Promise((resolve) => {
			const number = asked++;
			waiting.set(number, resolve as (answer: unknown) => void);
			program.child.send({ number, ...request });
		});
	const tally = () => ask<Tally>({ ask: "tally" });
	return {
		address: listening.address,
		fail: (failure) => ask<number>({ ask: "fail", failure }),
		tally,
		indexes: async () => new Set(await ask<number[]>({ ask: "indexes" })),
		async settled(events, { idleMsMax, withinMs }) {
			const until = Date.now() + withinMs;
			let idleSince = Date.now();
			let stored = 0;
			for (;;) {
				const seen = await tally();
				if (seen.stored > stored) idleSince = Date.now();
				stored = seen.stored;
				const now = Date.now();
				const isOver = now > until || now - idleSince > idleMsMax;
				if (stored >= events || isOver) return seen;
				await new Promise((resolve) => setTimeout(resolve, POLL_MS));
			}
		},
		stop: () => program.stop(),
	};
}

type Asked = SinkRequest extends infer Request
	? Request extends SinkRequest
		? Omit<Request, "number">
		: never
	: never;
