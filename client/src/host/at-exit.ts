/** What is still to be made safe when the process ends. */
const endings = new Set<() => void>();

/**
 * Calls `ending` when the process ends by itself or by `process.exit`; there it must not await anything. One
 * listener serves all, and goes with the last: the answer takes `ending` back.
 */
export function atExit(ending: () => void): () => void {
	if (endings.size === 0) process.on("exit", endAll);
	endings.add(ending);
	return () => {
		endings.delete(ending);
		if (endings.size === 0) process.removeListener("exit", endAll);
	};
}

function endAll(): void {
	for (const ending of endings) ending();
}
