/** Adds to the number filed under a key. */
export function increase<Key>(
	sums: Map<Key, number>,
	key: Key,
	by: number,
): void {
	if (by !== 0) sums.set(key, (sums.get(key) ?? 0) + by);
}

/** The entries by value descending, then by key. */
export function byValue(sums: ReadonlyMap<string, number>): [string, number][] {
	return [...sums].sort(
		([keyA, a], [keyB, b]) => b - a || (keyA < keyB ? -1 : 1),
	);
}
