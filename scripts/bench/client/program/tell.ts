import type { Messages } from "./task.ts";

/** Tells the program that started this one; resolves when it is on its way. */
export function tell<Kind extends keyof Messages>(
	kind: Kind,
	content: Messages[Kind],
): Promise<void> {
	return new Promise((resolve) => {
		process.send?.({ kind, content }, () => resolve());
	});
}

/** Resolves when the program that started this one says that it has seen enough. */
export function toldToFinish(): Promise<void> {
	return new Promise((resolve) => {
		process.on("message", (message) => {
			if (message === "finish") resolve();
		});
	});
}
