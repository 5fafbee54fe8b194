import { signal } from "@preact/signals";
import type { UsageStatistics } from "../home/answers";

/** Names in the filter, at most. */
const MAX_NAMES = 50;

const seen = signal<readonly string[]>([]);

/** Lets the filter know which workflow types there are, by an answer that is not filtered by them. */
export function noteWorkflowTypes({ workflowTypes }: UsageStatistics): void {
	const names = workflowTypes.map(({ workflowType }) => workflowType);
	const all = [...new Set([...names, ...seen.value])].slice(0, MAX_NAMES);
	if (all.join() !== seen.value.join()) seen.value = all;
}

/** Those that are known, and the one that is chosen. */
export function workflowTypes(chosen: string | undefined): readonly string[] {
	return chosen === undefined || seen.value.includes(chosen)
		? seen.value
		: [...seen.value, chosen];
}
