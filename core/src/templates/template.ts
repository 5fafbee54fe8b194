import { z } from "zod";
import type { Immutable } from "../immutable";
import {
	countSchema,
	meanMsSchema,
	operationsSchema,
	patternSchema,
	rateSchema,
} from "../reports/figure-schemas";
import { templateInputSchema, templateStepSchema } from "./template-steps";

/**
 * A sequence worth repeating in one call. Retired, not deleted, when its pattern no longer
 * qualifies. Its two times are ISO 8601 here and epoch ms in {@link TemplateRecord}.
 */
export const templateSchema = z
	.object({
		id: z
			.string()
			.describe("The pattern in the form of a slug: `trim~resize~to_mp3`"),
		pattern: patternSchema,
		name: z.string().describe("What a person would call it"),
		description: z.string().describe("What it does, in a sentence"),
		workflowType: z
			.string()
			.optional()
			.describe(
				"What more than half of the sessions were for, as hosts say or rules infer",
			),
		workflowTypeReason: z
			.string()
			.optional()
			.describe("Why, where rules inferred it: words that go on after because"),
		operations: operationsSchema,
		steps: z
			.array(templateStepSchema)
			.describe(
				"In order, with the parameters learned from recent occurrences that succeeded",
			),
		inputs: z
			.array(templateInputSchema)
			.describe("What varies, of all steps in their order"),
		status: z
			.enum(["active", "retired"])
			.describe(
				"Retired when its pattern no longer qualifies; it then keeps its steps, and nothing that was learned",
			),
		evidence: z
			.object({
				frequency: countSchema.describe("Occurrences"),
				successRate: rateSchema.describe(
					"Share of the occurrences that succeeded, 0 to 1",
				),
				successRateLowerBound: rateSchema.describe(
					"Where the success rate lies at least, with 95 % confidence (Wilson), 0 to 1",
				),
				userCount: countSchema.describe("Distinct users"),
				sampledOccurrences: countSchema.describe(
					"Recent occurrences that the parameters were learned from",
				),
				sampledUsers: countSchema.describe("Distinct users of these"),
			})
			.describe("What the template rests on, as of its last change"),
		expectedDuration: meanMsSchema.describe(
			"Mean over occurrences, milliseconds",
		),
		estimatedSavings: z
			.object({
				toolCalls: countSchema.describe("Steps, less one"),
				tokens: countSchema.describe(
					"150 for each call saved, and a quarter of the characters of the default parameters",
				),
			})
			.describe("What an agent saves that calls it in place of its steps"),
		createdAt: z.iso.datetime().describe("When it was first made, UTC"),
		updatedAt: z.iso.datetime().describe("When a run last changed it, UTC"),
	})
	.meta({
		id: "WorkflowTemplate",
		description:
			"A sequence of operations that is worth repeating in one call.",
	});

/** A template as answers show it. */
export type Template = Immutable<z.output<typeof templateSchema>>;

/** A template as stores hold it. */
export interface TemplateRecord
	extends Omit<Template, "createdAt" | "updatedAt"> {
	/** Epoch ms. */
	readonly createdAt: number;
	/** Epoch ms: the run that last changed it. */
	readonly updatedAt: number;
	/** Absent of a retired one. */
	readonly learning?: Learning;
}

/** What was known when a template was learned; tells when it is worth learning again. */
export interface Learning {
	/** Epoch ms. */
	readonly at: number;
	/** The pattern's frequency. */
	readonly frequency: number;
	/** How often a user had been forgotten as an example of the pattern. */
	readonly forgotten: number;
	/** When the latest sample ended, epoch ms; 0 without one. */
	readonly latestSample: number;
	/** Distinct users that a value needed. */
	readonly minUsersPerValue: number;
}
