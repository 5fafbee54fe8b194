import { z } from "zod";
import type { Immutable } from "../immutable";
import { monthSchema, patternFigures } from "./figure-schemas";
import { topPatterns } from "./top-patterns";
import {
	liveMonths,
	type ReportHome,
	rangeOf,
	type UsageQuery,
} from "./usage-range";

const { frequency, sessionCount, avgDuration, successRate } = patternFigures;

/** What follows what: the sequences of two steps. */
export const transitionsSchema = z
	.object({
		months: z
			.array(monthSchema)
			.describe("The UTC months that the range touches, all of which count"),
		transitions: z
			.array(
				z.object({
					from: z.string().describe("The operation type of the first step"),
					to: z.string().describe("The operation type of the step after it"),
					frequency,
					sessionCount,
					successRate,
					avgDuration,
				}),
			)
			.describe("By frequency, descending, then by name"),
	})
	.meta({ id: "Transitions", description: "Which step follows which." });

/** As {@link transitionsSchema} says. */
export type Transitions = Immutable<z.output<typeof transitionsSchema>>;

/** Which transitions to list. */
export interface TransitionsQuery extends UsageQuery {
	/** 1 to {@link MAX_TRANSITIONS}. */
	readonly limit: number;
}

/**
 * The most transitions of a list, and patterns read for one. Under a filter, or in a month that was
 * unlike the others, a list is of the most frequent ones of all.
 */
export const MAX_TRANSITIONS = 500;

const STEPS = 2;

/**
 * Lists what follows what in the months that the range touches, from the patterns of two steps.
 *
 * @throws {BadRangeError} if the range is empty or longer than `MAX_REPORT_DAYS`
 */
export async function listTransitions(
	{ store, now }: ReportHome,
	query: TransitionsQuery,
): Promise<Transitions> {
	const range = rangeOf(query, now());
	const months = liveMonths(range, await store.readTotals());
	const top = await topPatterns(store, {
		months,
		matches: range.matches,
		steps: STEPS,
		count: query.limit,
		maxReads: MAX_TRANSITIONS,
	});
	return {
		months,
		transitions: top.map(({ pattern: _pattern, operations, ...figures }) => {
			const [from = "", to = ""] = operations;
			return { from, to, ...figures };
		}),
	};
}
