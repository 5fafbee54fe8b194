import type { StoredEvent } from "../event/stored-event";
import { STEP_ARROW } from "../sessions/contribution";
import { operationOf } from "../sessions/operation-of";
import {
	compareByTime,
	cutIntoSessions,
	inStepOrder,
	type Operation,
} from "../sessions/session";
import { flattenParameters } from "./flat-parameters";
import type { SampledOccurrence } from "./learn-template";

/** The latest occurrences that are learned from one user. */
export const MAX_OCCURRENCES_PER_USER = 4;

/**
 * The latest occurrences of a pattern, of those that succeeded, among events of one trace; each step
 * with the parameters of its last event, the one that worked. A session whose beginning is not among
 * the events is cut where they begin: an occurrence that is whole in them is found all the same.
 */
export function occurrencesIn(
	events: readonly StoredEvent[],
	pattern: string,
	sessionGapMs: number,
): SampledOccurrence[] {
	const [first] = events;
	if (first === undefined) return [];
	const isNamed = first.context.sessionId !== undefined;
	const byId = new Map(events.map((event) => [event.id, event]));
	const operations = events
		// What the session was for does not matter here.
		.map((event) => operationOf(event, "", 0))
		.sort(compareByTime);
	const gapMs = isNamed ? Number.POSITIVE_INFINITY : sessionGapMs;
	const { length } = pattern.split(STEP_ARROW);
	const found: SampledOccurrence[] = [];
	for (const session of cutIntoSessions(operations, gapMs)) {
		const steps = lastOfSteps(inStepOrder(session, isNamed));
		for (let start = 0; start + length <= steps.length; start++) {
			const window = steps.slice(start, start + length);
			if (window.map(({ type }) => type).join(STEP_ARROW) !== pattern) continue;
			if (!window.every(({ success }) => success)) continue;
			found.push({
				userId: first.userId,
				steps: window.map(({ id }) =>
					flattenParameters(byId.get(id)?.operation.parameters ?? ""),
				),
			});
		}
	}
	return found.slice(-MAX_OCCURRENCES_PER_USER);
}

/** The last operation of each step: a run of one type ends as its last attempt did. */
function lastOfSteps(operations: readonly Operation[]): Operation[] {
	return operations.filter(
		({ type }, index) => operations[index + 1]?.type !== type,
	);
}
