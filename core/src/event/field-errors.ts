import { z } from "zod";

/** Where in an input something is wrong, and what. */
export const fieldErrorSchema = z
	.object({
		path: z
			.string()
			.describe(
				"Dotted, within the event, the batch or the query: `operation.type`, `limit`; empty for the whole of it",
			),
		message: z.string().describe("What is wrong there, for a person"),
	})
	.meta({
		id: "FieldError",
		description: "Where in an input something is wrong, and what.",
	});

/** As {@link fieldErrorSchema} says. */
export type FieldError = Readonly<z.output<typeof fieldErrorSchema>>;

/** So that an input full of mistakes is not answered at many times its length. */
export const MAX_FIELD_ERRORS = 50;
const MAX_KEY_LENGTH = 100;

/** The wrong fields by name, the first 50; every unknown key is an error of its own. */
export function fieldErrors(error: z.ZodError): FieldError[] {
	return error.issues
		.flatMap((issue) => {
			const path = issue.path.map(String);
			return issue.code === "unrecognized_keys"
				? issue.keys.map((key) => ({
						path: [...path, key.slice(0, MAX_KEY_LENGTH)].join("."),
						message: "is not known here",
					}))
				: [{ path: path.join("."), message: issue.message }];
		})
		.slice(0, MAX_FIELD_ERRORS);
}
