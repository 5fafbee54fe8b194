/** `part / whole`, 0 where there is nothing to divide. */
export function ratio(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}

/** What reports show for events and sessions without a workflow type. */
export const UNSPECIFIED = "unspecified";

/** The workflow type as reports show it. */
export function shownWorkflowType(workflowType: string): string {
	return workflowType === "" ? UNSPECIFIED : workflowType;
}

/** Adds to the number filed under a key. */
export function increase<Key>(
	sums: Map<Key, number>,
	key: Key,
	by: number,
): void {
	if (by !== 0) sums.set(key, (sums.get(key) ?? 0) + by);
}

/** The entries as an object, by value descending, then by key. */
export function byValue(
	sums: ReadonlyMap<string, number>,
): Record<string, number> {
	return Object.fromEntries(
		[...sums].sort(([keyA, a], [keyB, b]) => b - a || (keyA < keyB ? -1 : 1)),
	);
}
