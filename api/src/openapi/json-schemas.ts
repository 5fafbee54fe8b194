import { z } from "zod";

/** A JSON object of the document. */
export type JsonObject = { [name: string]: unknown };

/** Schemas as JSON Schema, by name. */
export interface ConvertedSchemas {
	readonly schemas: Readonly<Record<string, JsonObject>>;
	/** Those that have an `id`, by it; the others refer to them. */
	readonly components: Readonly<Record<string, JsonObject>>;
}

/**
 * Writes schemas as JSON Schema 2020-12, whose references are those of an OpenAPI document. Of
 * `input` what callers write is described; of `output` what they are answered.
 */
export function convertSchemas(
	schemas: Readonly<Record<string, z.ZodType>>,
	side: "input" | "output",
): ConvertedSchemas {
	const converted = z.toJSONSchema(z.object(schemas), {
		target: "draft-2020-12",
		io: side,
		override: ({ zodSchema, jsonSchema }) => {
			if (side === "output") loosen(jsonSchema);
			// Zod leaves it out where the parsed value has another type than the text in the query.
			else if (zodSchema._zod.def.type === "default")
				jsonSchema.default = zodSchema._zod.def.defaultValue;
		},
	});
	const { properties, $defs } = referToComponents(converted) as {
		properties?: Record<string, JsonObject>;
		$defs?: Record<string, JsonObject>;
	};
	return { schemas: properties ?? {}, components: $defs ?? {} };
}

/**
 * Takes out of an answer's schema what binds the service and not its callers: an answer may gain
 * members. And what says nothing to them: the bounds of exact integers, and patterns that repeat
 * what a format says.
 */
function loosen(schema: z.core.JSONSchema.BaseSchema): void {
	if (schema.additionalProperties === false) delete schema.additionalProperties;
	if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
	if (schema.format !== undefined) delete schema.pattern;
	if (schema.propertyNames !== undefined) delete schema.propertyNames;
}

function referToComponents(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(referToComponents);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [
			name,
			name === "$ref" && typeof member === "string"
				? member.replace("#/$defs/", "#/components/schemas/")
				: referToComponents(member),
		]),
	);
}
