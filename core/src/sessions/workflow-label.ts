import { inferWorkflowType } from "./infer-workflow-type";
import { prevailing } from "./prevailing";
import type { Operation } from "./session";
import { WORKFLOW_RULES, type WorkflowRule } from "./workflow-rules";

/** Before the id of a rule. No workflow type that a host sends can begin with it. */
const INFERRED = "?";

const RULES: ReadonlyMap<string, WorkflowRule> = new Map(
	WORKFLOW_RULES.map((rule) => [INFERRED + rule.id, rule]),
);

/**
 * What a session counts under: the workflow type that most of its events carry; where none carries
 * one, the rule by which it is inferred, in a form of its own; empty where there is neither.
 */
export function workflowLabelOf(session: readonly Operation[]): string {
	const declared = prevailing(session.map(({ workflowType }) => workflowType));
	if (declared !== "") return declared;
	const rule = inferWorkflowType(session);
	return rule === undefined ? "" : INFERRED + rule.id;
}

/** The workflow type that hosts sent; empty where they sent none, inferred or not. */
export function declaredWorkflowType(label: string): string {
	return label.startsWith(INFERRED) ? "" : label;
}

/** The rule of a label; undefined where the workflow type is not inferred. */
export function ruleOfLabel(label: string): WorkflowRule | undefined {
	return RULES.get(label);
}
