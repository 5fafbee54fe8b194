import { UNSPECIFIED_WORKFLOW_TYPE } from "../event/wire-event";

/** `part / whole`, 0 where there is nothing to divide. */
export function ratio(part: number, whole: number): number {
	return whole === 0 ? 0 : part / whole;
}

/** The workflow type as reports show it. */
export function shownWorkflowType(workflowType: string): string {
	return workflowType === "" ? UNSPECIFIED_WORKFLOW_TYPE : workflowType;
}

/** The inverse of {@link shownWorkflowType}: as roll-ups have it. */
export function countedWorkflowType(shown: string): string {
	return shown === UNSPECIFIED_WORKFLOW_TYPE ? "" : shown;
}

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
