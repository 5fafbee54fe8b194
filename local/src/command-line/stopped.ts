import { onStopRequest } from "../stop-request";

/** A signal asked the command to stop; the message is one line that says what has been done. */
export class StoppedError extends Error {
	override readonly name = "StoppedError";
}

/** Aborted by the first signal that asks the process to stop; the second one ends it. */
export function stopSignal(): AbortSignal {
	const stop = new AbortController();
	onStopRequest(() => stop.abort(new StoppedError("Stopped.")));
	return stop.signal;
}
