import { z } from "zod";
import type { OpenApiDocument } from "../openapi/document";
import { answer } from "../reply";
import { noParameters } from "../requests/query";
import { unreadBody } from "../requests/request-body";
import { defineRoute, type Route } from "./route";

const documentSchema = z
	.looseObject({ openapi: z.string().describe("The version of OpenAPI") })
	.meta({
		id: "OpenApi",
		description: "An OpenAPI Object; the specification says what it holds.",
	});

/**
 * The document of the routes, itself among them. Its builder is loaded and run by the first request
 * for it: most processes never need it, and all of them must start quickly.
 */
export function openApiRoute(routes: readonly Route[], version: string): Route {
	let document: Promise<OpenApiDocument> | undefined;
	const build = async (): Promise<OpenApiDocument> => {
		const { buildDocument } = await import("../openapi/document");
		return buildDocument([...routes, route], version);
	};
	const route: Route = defineRoute(
		{
			method: "GET",
			path: "/api/v1/openapi.json",
			access: "anyone",
			name: "getOpenApi",
			summary: "This document",
			description: "What you are reading, as OpenAPI 3.1.",
			parameters: noParameters,
			query: noParameters,
			body: unreadBody,
			answer: documentSchema,
			answerDescription: "The document.",
			problems: [],
		},
		async () => {
			document ??= build().catch((error: unknown) => {
				document = undefined;
				throw error;
			});
			return answer(await document);
		},
	);
	return route;
}
