import type { ProblemCode } from "../problems";
import type { Route } from "../routes/route";
import { HEADER_COMPONENTS } from "./headers";
import { describeService } from "./introduction";
import { convertSchemas, type JsonObject } from "./json-schemas";
import { describeRoute, type RouteSchemas, TAGS } from "./operation";
import { problemDetailsSchema } from "./problem-details";
import {
	problemComponents,
	problemsOf,
	STRAY_PROBLEMS,
} from "./problem-responses";
import { SECURITY_SCHEMES } from "./security";

/** An OpenAPI Object. */
export type OpenApiDocument = JsonObject & { readonly openapi: string };

/**
 * The OpenAPI 3.1 document of the routes. Takes some milliseconds; nothing of it depends on the
 * request, so that it is built once.
 */
export function buildDocument(
	routes: readonly Route[],
	version: string,
): OpenApiDocument {
	const { schemas, components } = convertAll(routes);
	const paths: Record<string, JsonObject> = {};
	for (const route of routes) {
		const path = pathOf(route);
		paths[path] = {
			...paths[path],
			[route.method.toLowerCase()]: describeRoute(route, schemas),
		};
	}
	return {
		openapi: "3.1.1",
		info: {
			title: "FFmpeg Operation Analytics",
			version,
			summary: "What people repeat with FFmpeg, what is slow, and what fails.",
			description: describeService(),
			license: { name: "MIT", identifier: "MIT" },
		},
		jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
		servers: [{ url: "/", description: "Where this document came from." }],
		tags: [...new Set(Object.values(TAGS))],
		paths,
		components: {
			schemas: components,
			responses: responsesOf(routes),
			headers: HEADER_COMPONENTS,
			securitySchemes: SECURITY_SCHEMES,
		},
	};
}

/** `/api/v1/templates/:id` -> `/api/v1/templates/{id}` */
function pathOf({ path }: Route): string {
	return path.replace(/:([A-Za-z]+)/g, "{$1}");
}

function convertAll(routes: readonly Route[]): {
	schemas: RouteSchemas;
	components: JsonObject;
} {
	const pick = <Value>(of: (route: Route) => Value | undefined) =>
		Object.fromEntries(
			routes.flatMap((route) => {
				const value = of(route);
				return value === undefined ? [] : [[route.name, value] as const];
			}),
		);
	const parameters = convertSchemas(
		pick((route) => route.parameters),
		"input",
	);
	const queries = convertSchemas(
		pick((route) => route.query),
		"input",
	);
	const bodies = convertSchemas(
		pick(({ body }) => body.schema),
		"input",
	);
	const answers = convertSchemas(
		pick((route) => route.answer),
		"output",
	);
	// Whoever is answered a line may send it: it is described as what may be written.
	const lines = convertSchemas(
		pick((route) => route.lines),
		"input",
	);
	const problems = convertSchemas({ problemDetailsSchema }, "output");
	return {
		schemas: {
			parameters: parameters.schemas,
			queries: queries.schemas,
			bodies: bodies.schemas,
			answers: answers.schemas,
			lines: lines.schemas,
		},
		components: {
			...bodies.components,
			...answers.components,
			...lines.components,
			...problems.components,
		},
	};
}

function responsesOf(routes: readonly Route[]): JsonObject {
	const sets: ReadonlySet<ProblemCode>[] = [
		...routes.map(problemsOf),
		...STRAY_PROBLEMS.map((code) => new Set([code])),
	];
	return Object.assign({}, ...sets.map(problemComponents));
}
