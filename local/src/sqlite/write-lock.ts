/** Runs one action after the other, in the order in which they came. */
export type WriteLock = <Result>(
	action: () => Result | Promise<Result>,
) => Promise<Result>;

/**
 * A lock of this process over SQLite's own: two connections that wait for each other in SQLite
 * would hold up the whole thread, and poll.
 */
export function createWriteLock(): WriteLock {
	let last: Promise<unknown> = Promise.resolve();
	return (action) => {
		const result = last.then(action);
		last = result.catch(() => undefined);
		return result;
	};
}
