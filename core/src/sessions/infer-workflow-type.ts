import type { Operation } from "./session";
import { TRAIT } from "./traits";
import {
	type SessionFacts,
	WORKFLOW_RULES,
	type WorkflowRule,
} from "./workflow-rules";

/**
 * The first rule that a session meets of whose events none carries a workflow type; undefined where
 * none is sure.
 */
export function inferWorkflowType(
	session: readonly Pick<Operation, "type" | "traits">[],
): WorkflowRule | undefined {
	if (session.length === 0) return undefined;
	const facts = factsOf(session);
	return WORKFLOW_RULES.find((rule) => rule.applies(facts));
}

function factsOf(
	session: readonly Pick<Operation, "type" | "traits">[],
): SessionFacts {
	const types = new Set<string>();
	let any = 0;
	let all = ALL_TRAITS;
	for (const { type, traits } of session) {
		types.add(type);
		any |= traits;
		all &= traits;
	}
	const words = new Set<string>();
	for (const type of types)
		for (const word of type.split(/[_.-]/)) words.add(word);
	return { operations: session.length, types: types.size, words, any, all };
}

const ALL_TRAITS = Object.values(TRAIT).reduce((all, trait) => all | trait, 0);
