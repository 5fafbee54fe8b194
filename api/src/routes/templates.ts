import {
	type Analytics,
	mcpDefinitionOf,
	mcpDefinitionSchema,
	templateSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { problem } from "../problems";
import { answer } from "../reply";
import { READING } from "./reading";
import { defineRoute, type Route } from "./route";
import { describeTemplate } from "./template-view";

/** The list of templates, and one of them. */
export function templateRoutes(
	analytics: Pick<Analytics, "templates" | "template">,
): Route[] {
	return [templatesRoute(analytics), templateRoute(analytics)];
}

function templatesRoute(analytics: Pick<Analytics, "templates">): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/templates",
			name: "listTemplates",
			summary: "The workflow templates",
			description:
				"All templates, retired ones too. They are made of sequences by the job `templates`.",
			answer: z
				.object({ templates: z.array(templateSchema).describe("By id") })
				.meta({ id: "TemplateList", description: "All templates." }),
			answerDescription: "The templates.",
		},
		async () => {
			const templates = await analytics.templates();
			return answer({ templates: templates.map(describeTemplate) });
		},
	);
}

function templateRoute(analytics: Pick<Analytics, "template">): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/templates/:id",
			name: "getTemplate",
			summary: "One workflow template",
			description:
				"The template with this id, also if it is retired. With `format=mcp`, as a tool and a prompt that a server of the Model Context Protocol can register as they are.",
			parameters: z.object({
				id: z.string().describe("The template's `id`: `trim~resize~to_mp3`"),
			}),
			query: z.strictObject({
				format: z
					.enum(["json", "mcp"])
					.default("json")
					.describe("In what form"),
			}),
			answer: z.union([templateSchema, mcpDefinitionSchema]),
			answerDescription: "The template, in the form that was asked for.",
			problems: ["unavailable", "not_found"],
		},
		async ({ parameters, query }) => {
			const found = await analytics.template(parameters.id);
			if (found === undefined)
				return problem("not_found", "There is no template with this id.");
			return answer(
				query.format === "mcp"
					? mcpDefinitionOf(found)
					: describeTemplate(found),
			);
		},
	);
}
