import { z } from "zod";
import type { Immutable } from "../immutable";

const scalarSchema = z.union([z.number(), z.boolean(), z.string()]);

const valueSchema = z
	.union([scalarSchema, z.array(scalarSchema)])
	.describe("A value as hosts sent it");

/** A step of a template, with what all share. */
export const templateStepSchema = z
	.object({
		operation: z.string().describe("The step's operation type"),
		parameters: z
			.record(z.string(), valueSchema)
			.describe(
				"Learned defaults by the parameter's dotted name: what at least 80 % share",
			),
		inputs: z
			.array(z.string())
			.describe("The names of the template's inputs that belong to this step"),
	})
	.meta({ id: "TemplateStep", description: "One step of a template." });

/** What whoever runs a template may or must say. */
export const templateInputSchema = z
	.object({
		name: z
			.string()
			.describe(
				"Unique in the template: `trim_start`, the step and the parameter",
			),
		step: z.int().min(1).describe("Which step it belongs to, from 1"),
		parameter: z.string().describe("The step's parameter, by its dotted name"),
		kind: z
			.enum(["value", "input_file", "output_file", "url", "text", "secret"])
			.describe(
				"What stands there: a value of the technique, or something of one's own that analytics never saw",
			),
		type: z
			.enum(["integer", "number", "boolean", "string", "array"])
			.describe("The type of the value, as JSON Schema names it"),
		required: z
			.boolean()
			.describe(
				"True if every occurrence had it and none of its values prevails",
			),
		default: valueSchema.optional().describe("What at least 80 % share"),
		minimum: z
			.number()
			.optional()
			.describe("The least that was seen, where several users met it"),
		maximum: z
			.number()
			.optional()
			.describe("The greatest that was seen, where several users met it"),
		values: z
			.array(valueSchema)
			.describe("The commonest values, at most 8; of arrays none"),
		exhaustive: z
			.boolean()
			.describe("True if nothing else was seen, and each from several users"),
	})
	.meta({
		id: "TemplateInput",
		description: "A parameter that varies from one occurrence to the next.",
	});

/** As {@link templateStepSchema} says. */
export type TemplateStep = Immutable<z.output<typeof templateStepSchema>>;

/** As {@link templateInputSchema} says. */
export type TemplateInput = Immutable<z.output<typeof templateInputSchema>>;
