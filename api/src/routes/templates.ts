import {
	type Analytics,
	type Template,
	type TemplateRecord,
	templateSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { problem } from "../problems";
import { answer } from "../reply";
import { isoOf } from "./operation-view";
import { READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** The list of templates, and one of them. */
export function templateRoutes(analytics: Templates): Route[] {
	return [templatesRoute(analytics), templateRoute(analytics)];
}

type Templates = Pick<Analytics, "templates">;

function templatesRoute(analytics: Templates): Route {
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

function templateRoute(analytics: Templates): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/templates/:id",
			name: "getTemplate",
			summary: "One workflow template",
			description: "The template with this id, also if it is retired.",
			parameters: z.object({
				id: z.string().describe("The template's `id`: `trim~resize~to_mp3`"),
			}),
			answer: templateSchema,
			answerDescription: "The template.",
			problems: ["unavailable", "not_found"],
		},
		async ({ parameters }) => {
			const templates = await analytics.templates();
			const found = templates.find(({ id }) => id === parameters.id);
			return found === undefined
				? problem("not_found", "There is no template with this id.")
				: answer(describeTemplate(found));
		},
	);
}

function describeTemplate(record: TemplateRecord): Template {
	const { learning: _learning, ...template } = record;
	return {
		...template,
		createdAt: isoOf(template.createdAt),
		updatedAt: isoOf(template.updatedAt),
	};
}
