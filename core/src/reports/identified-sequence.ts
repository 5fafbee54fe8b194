import { z } from "zod";
import type { Immutable } from "../immutable";
import { operationSequencePatternSchema } from "./sequence-page";

/** The pattern that operations end in, and its template. */
export const identifiedSequenceSchema = z
	.object({
		pattern: operationSequencePatternSchema
			.nullable()
			.describe(
				"The longest known sequence that the operations end in; null if none that they end in is known",
			),
		templateId: z
			.string()
			.optional()
			.describe(
				"The id of the sequence's template; absent if it has none, or a retired one",
			),
	})
	.meta({
		id: "IdentifiedSequence",
		description: "The known sequence that operations end in.",
	});

/** As {@link identifiedSequenceSchema} says. */
export type IdentifiedSequence = Immutable<
	z.output<typeof identifiedSequenceSchema>
>;
