/** One press of Ctrl-C may arrive more than once: from the terminal, npm and the starting script. */
const ECHO_MS = 250;

/**
 * Calls `stop` once, at the first SIGINT, SIGTERM or SIGHUP, or when the process that keeps an IPC channel
 * to this one is gone. A further signal, unless it is an echo of the first, ends the process at
 * once, with 128 + the signal's number.
 */
export function onStopRequest(stop: (reason: string) => void): void {
	let stoppingSince: number | undefined;
	const request = (reason: string): boolean => {
		if (stoppingSince !== undefined)
			return performance.now() - stoppingSince < ECHO_MS;
		stoppingSince = performance.now();
		stop(reason);
		return true;
	};
	for (const [signal, number] of [
		["SIGHUP", 1],
		["SIGINT", 2],
		["SIGTERM", 15],
	] as const)
		process.on(signal, () => {
			if (!request(signal)) process.exit(128 + number);
		});
	process.on("disconnect", () => request("the starting process is gone"));
	// Started by a process that is gone already.
	if (process.channel !== undefined && !process.connected)
		request("the starting process is gone");
}
