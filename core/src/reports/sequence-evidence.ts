import { z } from "zod";
import {
	FIRST_MONTH,
	operationsOf,
	type PatternRecord,
	sumPattern,
	usersOfPattern,
} from "../aggregation/totals";
import type { Month } from "../calendar";
import { SLUG_PATTERN } from "../event/event-bounds";
import type { Immutable } from "../immutable";
import type { AnalyticsStore } from "../ports/store";
import { PATTERN_STEPS, parseSegmentKey } from "../sessions/contribution";
import { byValue, increase } from "../tally/sums";
import { activeTemplateOf } from "../templates/active-template";
import { countSchema, monthSchema, patternFigures } from "./figure-schemas";
import { describeFigures } from "./pattern-figures";
import { operationSequencePatternSchema } from "./sequence-page";
import { describePattern } from "./sequences";

const { frequency, sessionCount, avgDuration, successRate } = patternFigures;

/** A pattern, and what its figures are made of. */
export const sequenceEvidenceSchema = operationSequencePatternSchema
	.extend({
		byMonth: z
			.array(
				z.object({
					month: monthSchema.describe("The UTC month"),
					frequency,
					sessionCount,
					successRate,
					avgDuration,
					userCount: countSchema.describe("Distinct users of the month"),
				}),
			)
			.describe("The months that are kept and have it, in order"),
		platforms: z
			.array(
				z.object({
					platform: z.string().describe("The host that reported"),
					frequency,
				}),
			)
			.describe("By frequency, descending"),
		templateId: z
			.string()
			.optional()
			.describe("Its template; absent if it has none, or a retired one"),
	})
	.meta({
		id: "SequenceEvidence",
		description: "What is known of one sequence, and what that rests on.",
	});

/** As {@link sequenceEvidenceSchema} says. */
export type SequenceEvidence = Immutable<
	z.output<typeof sequenceEvidenceSchema>
>;

/**
 * What is known of the pattern with this name, whatever text that is; undefined if there is none. Reads
 * the totals' head, the pattern and its template.
 */
export async function findSequence(
	{ store }: { readonly store: AnalyticsStore },
	name: string,
): Promise<SequenceEvidence | undefined> {
	// What is no name is looked for in no store, which it may upset.
	if (!isPatternName(name)) return undefined;
	const totals = await store.readTotals();
	const record = (await store.readPatterns([name])).get(name);
	if (record === undefined) return undefined;
	const pattern = describePattern(record, totals);
	// A purge that is under way may have dropped its months from the totals, but not it itself.
	if (pattern.frequency === 0) return undefined;
	const months = Object.keys(record.months)
		.filter((month) => month >= (totals.liveFrom ?? FIRST_MONTH))
		.sort();
	return {
		...pattern,
		byMonth: months.map((month) => describeMonth(record, month)),
		platforms: platformsOf(record, months),
		...(await activeTemplateOf(store, name)),
	};
}

function isPatternName(name: string): boolean {
	const operations = operationsOf(name);
	return (
		operations.length >= PATTERN_STEPS.min &&
		operations.length <= PATTERN_STEPS.max &&
		operations.every((operation) => SLUG_PATTERN.test(operation))
	);
}

function describeMonth(
	record: PatternRecord,
	month: Month,
): SequenceEvidence["byMonth"][number] {
	const ofMonth = { months: { [month]: record.months[month] ?? {} } };
	const sums = sumPattern(
		ofMonth,
		() => true,
		() => true,
	);
	const { frequency, sessionCount, successRate, avgDuration } = describeFigures(
		record,
		sums,
	);
	return {
		month,
		frequency,
		sessionCount,
		successRate,
		avgDuration,
		userCount: usersOfPattern(ofMonth, month),
	};
}

function platformsOf(
	{ months }: PatternRecord,
	counted: readonly Month[],
): SequenceEvidence["platforms"] {
	const sums = new Map<string, number>();
	for (const month of counted)
		for (const [segment, counts] of Object.entries(
			months[month]?.segments ?? {},
		))
			increase(sums, parseSegmentKey(segment).platform, counts.frequency ?? 0);
	return byValue(sums).map(([platform, frequency]) => ({
		platform,
		frequency,
	}));
}
