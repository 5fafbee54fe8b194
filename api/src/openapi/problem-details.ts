import { fieldErrorSchema, MAX_FIELD_ERRORS } from "@ffmpeg-analytics/core";
import { z } from "zod";
import { PROBLEMS, type ProblemCode } from "../problems";

/** All codes, in the order of their list. */
export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

/** The body of every answer that is no 2xx: problem details as RFC 9457 has them. */
export const problemDetailsSchema = z
	.object({
		type: z
			.string()
			.describe("A name for the kind of problem: a URN that ends in `code`"),
		title: z.string().describe("The same for every problem of the kind"),
		status: z.int().min(400).max(599).describe("The HTTP status"),
		detail: z.string().describe("What is wrong with this request, in words"),
		code: z
			.enum(PROBLEM_CODES)
			.describe("The kind of problem. Stable: decide by it"),
		errors: z
			.array(fieldErrorSchema)
			.max(MAX_FIELD_ERRORS)
			.optional()
			.describe(
				`What is wrong in the input, by field; the first ${MAX_FIELD_ERRORS}`,
			),
	})
	.meta({
		id: "Problem",
		description: "What went wrong (RFC 9457 problem details).",
	});

/** As {@link problemDetailsSchema} says. */
export type ProblemDetails = z.output<typeof problemDetailsSchema>;
