import type { OperationSequencePattern } from "../src/reports/sequences";
import { inBatches, vectorForm } from "./analytics-contract/harness";
import { shuffle, VECTORS_NOW } from "./analytics-contract/vectors";
import sequences from "./vectors/sequences.json";

/** A home that serves over a store of its own, with a clock that stands. */
export interface ServedHome {
	/** Without a slash at the end. */
	readonly url: string;
	/** Sent with every request. */
	readonly headers: Record<string, string>;
	close(): Promise<void>;
}

/** Posts every worked example to a home, in random order and twice, and reads the patterns. */
export function describeVectorsOverHttp(
	name: string,
	serve: (now: number) => Promise<ServedHome>,
): void {
	describe(`vectors over HTTP: ${name}`, () => {
		it.each(sequences.cases)("$name", async ({ events, patterns }) => {
			const { url, headers, close } = await serve(VECTORS_NOW);
			const call = async (path: string, body?: unknown) => {
				const answer = await fetch(`${url}${path}`, {
					method: body === undefined ? "GET" : "POST",
					headers: { ...headers, "Content-Type": "application/json" },
					...(body === undefined ? {} : { body: JSON.stringify(body) }),
				});
				expect(answer.status).toBe(200);
				return (await answer.json()) as Record<string, unknown>;
			};
			try {
				let stored = 0;
				const shuffled = shuffle([...events, ...events], events.length);
				for (const batch of inBatches(shuffled, 100)) {
					const answer = await call("/logOperation", { events: batch });
					stored += Number(answer.stored);
				}
				expect(stored).toBe(events.length);
				await call("/api/v1/jobs/aggregate", {});
				const answer = await call("/api/v1/sequences?limit=1000");
				const found = answer.sequences as OperationSequencePattern[];
				expect(
					Object.fromEntries(
						found.map((sequence) => [sequence.pattern, vectorForm(sequence)]),
					),
				).toEqual(patterns);
			} finally {
				await close();
			}
		});
	});
}
