import { z } from "zod";
import type { Immutable } from "../immutable";
import {
	countSchema,
	meanMsSchema,
	operationsSchema,
	patternSchema,
	rateSchema,
} from "../reports/figure-schemas";

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
		operations: operationsSchema,
		status: z
			.enum(["active", "retired"])
			.describe("Retired when its pattern no longer qualifies"),
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
			})
			.describe("What the template rests on, as of its last change"),
		expectedDuration: meanMsSchema.describe(
			"Mean over occurrences, milliseconds",
		),
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
}
