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

/**
 * How a schema is parsed so that its errors are in the service's words; what a schema says itself
 * comes first. For `safeParse`.
 */
export const IN_WORDS = { error: wordsOf };

function wordsOf(issue: z.core.$ZodRawIssue): string | undefined {
	if (issue.input === undefined) return "is missing";
	switch (issue.code) {
		case "invalid_type":
			return `must be ${TYPES[issue.expected] ?? `of type ${issue.expected}`}`;
		case "too_small":
			return `must be at least ${issue.minimum}`;
		case "too_big":
			return `must be at most ${issue.maximum}`;
		case "invalid_value":
			return `must be one of ${issue.values.map(String).join(", ")}`;
		default:
			return undefined;
	}
}

const TYPES: Readonly<Record<string, string>> = {
	array: "an array",
	boolean: "true or false",
	int: "a whole number",
	number: "a number",
	object: "an object",
	string: "a string",
};

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
