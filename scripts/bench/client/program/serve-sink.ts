import { randomOf } from "../../../random.ts";
import { type Failure, startSink } from "../sink/sink.ts";
import type { Tasks } from "./task.ts";
import { tell } from "./tell.ts";

/** What a sink can be asked; the answer carries the same number. */
export type SinkRequest = { readonly number: number } & (
	| { readonly ask: "fail"; readonly failure: Failure | undefined }
	| { readonly ask: "tally" }
	| { readonly ask: "indexes" }
);

/** Serves until the program that started it is done. */
export async function serveSink({ seed }: Tasks["sink"]): Promise<void> {
	const sink = await startSink(randomOf(seed));
	const answerOf = async (request: SinkRequest): Promise<unknown> => {
		if (request.ask === "tally") return sink.tally();
		if (request.ask === "indexes") return sink.indexes();
		await sink.fail(request.failure);
		return Date.now();
	};
	process.on("message", (request: SinkRequest) => {
		void answerOf(request).then((answer) =>
			process.send?.({ number: request.number, answer }),
		);
	});
	await tell("listening", { address: sink.address });
}
