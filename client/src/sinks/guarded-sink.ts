import type { Say } from "../host/say.ts";
import type { Sink } from "./sink.ts";

/**
 * A sink that keeps to the port even where its maker was mistaken: an error in it is said, and reaches no
 * host, neither in a turn of its event loop nor at its end.
 */
export function guardedSink(sink: Sink, say: Say): Sink {
	const sayBroken = (error: unknown) =>
		say(`a fault of the client itself: ${(error as Error)?.stack ?? error}`);
	const guard = (work: () => void) => {
		try {
			work();
		} catch (error) {
			sayBroken(error);
		}
	};
	return {
		accept: (events) => guard(() => sink.accept(events)),
		flush: async (deadlineMs) => sink.flush(deadlineMs).catch(sayBroken),
		close: async (deadlineMs) => sink.close(deadlineMs).catch(sayBroken),
		closeNow: () => guard(() => sink.closeNow()),
	};
}
