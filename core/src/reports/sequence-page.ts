import { z } from "zod";
import type { Immutable } from "../immutable";
import {
	countSchema,
	countsSchema,
	daySchema,
	patternFigures,
	rateSchema,
} from "./figure-schemas";

/** A pattern as answers show it. */
export const operationSequencePatternSchema = z
	.object({
		...patternFigures,
		successRateLowerBound: rateSchema.describe(
			"Where the success rate lies at least, with 95 % confidence (Wilson), 0 to 1",
		),
		userCount: countSchema.describe("Distinct users"),
		userShare: rateSchema.describe(
			"Of the distinct users in the same months, 0 to 1",
		),
		workflowTypes: countsSchema.describe(
			"Sessions by workflow type; `unspecified` where hosts sent none",
		),
		inferredWorkflowTypes: z
			.array(
				z.object({
					workflowType: z.string().describe("What the rule infers"),
					sessions: countSchema.describe("Sessions that the rule applies to"),
					reason: z.string().describe("What the rule saw, in words"),
				}),
			)
			.describe(
				"Of the sessions for which hosts sent no workflow type, those whose type a rule infers, by sessions, descending",
			),
		templateCandidate: z
			.boolean()
			.describe(
				"Whether a template is made of it, as of the last run of the job `templates`",
			),
		firstSeen: daySchema.describe(
			"The UTC day of the first occurrence that was ever counted",
		),
		lastSeen: daySchema.describe(
			"The UTC day of the last occurrence that was ever counted",
		),
	})
	.meta({
		id: "OperationSequencePattern",
		description:
			"What is known of a sequence of operations that people repeat, over the months that are kept.",
	});

/** A page of patterns, by (frequency descending, name ascending). */
export const sequencePageSchema = z
	.object({
		sequences: z
			.array(operationSequencePatternSchema)
			.describe("By frequency, descending, then by name"),
		nextPageToken: z
			.string()
			.optional()
			.describe(
				"Where the next page begins; absent at the end. A page may hold fewer than `limit`, even none, and still have a next one",
			),
	})
	.meta({
		id: "SequencePage",
		description: "A page of the sequences that people repeat.",
	});

/** As {@link sequencePageSchema} says. */
export type SequencePage = Immutable<z.output<typeof sequencePageSchema>>;

/** What is known of a sequence that people repeat. Rates are 0 to 1 and unrounded. */
export type OperationSequencePattern = SequencePage["sequences"][number];
