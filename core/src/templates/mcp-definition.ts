import { z } from "zod";
import type { Immutable } from "../immutable";
import { mcpNameOf } from "./mcp-name";
import { promptText } from "./mcp-prompt";
import type { TemplateRecord } from "./template";
import type { TemplateInput } from "./template-steps";

const nameSchema = z
	.string()
	.regex(/^[a-zA-Z0-9_-]{1,64}$/)
	.describe("The same for the same template, and no other's");

const titleSchema = z.string().describe("For people to read");
const descriptionSchema = z.string().describe("For the model to read");

/** A template in the words of the Model Context Protocol, 2025-06-18. */
export const mcpDefinitionSchema = z
	.object({
		tool: z
			.object({
				name: nameSchema,
				title: titleSchema,
				description: descriptionSchema,
				inputSchema: z
					.object({
						$schema: z.literal("https://json-schema.org/draft/2020-12/schema"),
						type: z.literal("object"),
						properties: z
							.record(z.string(), z.record(z.string(), z.unknown()))
							.describe("The schema of each argument"),
						required: z
							.array(z.string())
							.describe("The arguments that must be given"),
						additionalProperties: z.literal(false),
					})
					.describe("A JSON Schema of the arguments"),
				annotations: z.object({
					readOnlyHint: z.boolean().describe("False: it writes files"),
					openWorldHint: z.boolean().describe("Whether it takes URLs"),
				}),
			})
			.describe("A `Tool`: what an agent calls"),
		prompt: z
			.object({
				name: nameSchema,
				title: titleSchema,
				description: descriptionSchema,
				arguments: z
					.array(
						z.object({
							name: z.string().describe("The same as of the tool's argument"),
							description: descriptionSchema,
							required: z.boolean().describe("Whether it must be given"),
						}),
					)
					.describe("What the prompt asks for; each a text"),
			})
			.describe("A `Prompt`: what a person chooses"),
		messages: z
			.array(
				z.object({
					role: z.literal("user"),
					content: z.object({
						type: z.literal("text"),
						text: z.string().describe("The recipe, one step a line"),
					}),
				}),
			)
			.describe(
				"What the prompt answers, where the server puts each argument in the place of its `{{name}}`",
			),
	})
	.meta({
		id: "McpDefinition",
		description:
			"A template as a tool and a prompt that an MCP server can register.",
	});

/** As {@link mcpDefinitionSchema} says. */
export type McpDefinition = Immutable<z.output<typeof mcpDefinitionSchema>>;

/** The tool and the prompt of a template. */
export function mcpDefinitionOf(template: TemplateRecord): McpDefinition {
	const { name: title, inputs, pattern } = template;
	const isRetired = template.status === "retired";
	const description = `${isRetired ? "Retired, as people no longer repeat it. " : ""}${template.description}`;
	const name = mcpNameOf(pattern);
	return {
		tool: {
			name,
			title,
			description,
			inputSchema: {
				$schema: "https://json-schema.org/draft/2020-12/schema",
				type: "object",
				properties: Object.fromEntries(
					inputs.map((input) => [input.name, schemaOf(input, template)]),
				),
				required: inputs
					.filter(({ required }) => required)
					.map((input) => input.name),
				additionalProperties: false,
			},
			annotations: {
				readOnlyHint: false,
				openWorldHint: inputs.some(({ kind }) => kind === "url"),
			},
		},
		prompt: {
			name,
			title,
			description,
			arguments: inputs.map((input) => ({
				name: input.name,
				description: describeInput(input, template),
				required: input.required,
			})),
		},
		messages: [
			{
				role: "user",
				content: { type: "text", text: promptText(template) },
			},
		],
	};
}

/** The JSON Schema of one input. */
function schemaOf(
	input: TemplateInput,
	template: TemplateRecord,
): Record<string, unknown> {
	const { type, minimum, maximum, values, exhaustive } = input;
	const isVocabulary = exhaustive && type === "string";
	return {
		type,
		...(type === "array"
			? { items: { type: ["string", "number", "boolean"] } }
			: {}),
		description: describeInput(input, template),
		...(minimum === undefined ? {} : { minimum }),
		...(maximum === undefined ? {} : { maximum }),
		...(isVocabulary ? { enum: values } : {}),
		...(!isVocabulary && values.length > 0 && type !== "boolean"
			? { examples: values }
			: {}),
		...(input.default === undefined ? {} : { default: input.default }),
	};
}

const KIND_WORDS: Record<TemplateInput["kind"], string> = {
	value: "The parameter",
	input_file: "The path of a file to read, as the parameter",
	output_file: "The path of the file to write, as the parameter",
	url: "A URL, as the parameter",
	text: "A text of your own, as the parameter",
	secret: "A secret, which the host should fill in, as the parameter",
};

function describeInput(
	{ kind, parameter, step }: TemplateInput,
	{ steps }: TemplateRecord,
): string {
	const operation = steps[step - 1]?.operation ?? "";
	return `${KIND_WORDS[kind]} \`${parameter}\` of step ${step}, ${operation}`;
}
