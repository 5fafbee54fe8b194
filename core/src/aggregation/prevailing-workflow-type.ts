import type { PatternFigures } from "./totals";

/** What most of a pattern's sessions are for. */
export interface PrevailingWorkflowType {
	readonly workflowType: string;
	/** Why, where rules had to infer it; absent where hosts said so. */
	readonly reason?: string;
}

/**
 * The workflow type of more than half of a pattern's sessions: the one that hosts sent, or else the
 * one that hosts sent or rules infer, with the reason of the commonest rule; undefined where none
 * prevails.
 */
export function prevailingWorkflowType({
	sessionCount,
	workflowTypes,
	inferred,
}: Pick<PatternFigures, "sessionCount" | "workflowTypes" | "inferred">):
	| PrevailingWorkflowType
	| undefined {
	for (const [workflowType, sessions] of workflowTypes)
		if (workflowType !== "" && sessions * 2 > sessionCount)
			return { workflowType };
	const rules = [...inferred].sort(
		([ruleA, a], [ruleB, b]) => b - a || (ruleA.id < ruleB.id ? -1 : 1),
	);
	for (const [{ workflowType, reason }] of rules) {
		let sessions = workflowTypes.get(workflowType) ?? 0;
		for (const [rule, counted] of rules)
			if (rule.workflowType === workflowType) sessions += counted;
		if (sessions * 2 > sessionCount) return { workflowType, reason };
	}
	return undefined;
}
