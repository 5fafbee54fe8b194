import type { Access } from "../access/authorize";
import { NDJSON } from "../requests/request-body";
import type { Route } from "../routes/route";
import { EXAMPLES } from "./examples";
import { describeHeaders } from "./headers";
import type { ConvertedSchemas, JsonObject } from "./json-schemas";
import {
	limitHeaders,
	problemResponses,
	problemsOf,
} from "./problem-responses";
import { APP_CHECK, BEARER } from "./security";

const JSON_TYPE = "application/json";

/** A route's schemas, each by the route's name. */
export interface RouteSchemas {
	readonly parameters: ConvertedSchemas["schemas"];
	readonly queries: ConvertedSchemas["schemas"];
	readonly bodies: ConvertedSchemas["schemas"];
	readonly answers: ConvertedSchemas["schemas"];
	/** Of answers that are streams. */
	readonly lines: ConvertedSchemas["schemas"];
}

/** The Operation Object of a route. */
export function describeRoute(route: Route, schemas: RouteSchemas): JsonObject {
	const { name } = route;
	const parameters = [
		...describeParameters("path", schemas.parameters[name]),
		...describeParameters("query", schemas.queries[name]),
	];
	const requestBody = describeBody(route, schemas.bodies[name]);
	return {
		operationId: name,
		tags: [TAGS[route.access].name],
		summary: route.summary,
		description: route.description,
		security: SECURITY[route.access],
		...(parameters.length === 0 ? {} : { parameters }),
		...(requestBody === undefined ? {} : { requestBody }),
		responses: {
			200: {
				description: route.answerDescription,
				headers: describeHeaders({
					...limitHeaders(),
					...Object.fromEntries(
						(route.answerHeaders ?? []).map((header) => [header, "sometimes"]),
					),
				}),
				content: describeAnswer(route, schemas),
			},
			...problemResponses(problemsOf(route)),
		},
	};
}

const REPORTS = { name: "Reports", description: "What the operations tell." };

/** What the operations are sorted under. */
export const TAGS: Readonly<
	Record<Access, { name: string; description: string }>
> = {
	ingest: { name: "Ingest", description: "Hosts report their operations." },
	read: REPORTS,
	ingestOrRead: REPORTS,
	administer: {
		name: "Administration",
		description: "What runs on a schedule, run now; and users, erased.",
	},
	anyone: { name: "Service", description: "About the service itself." },
};

/** The last: where a home leaves ingest open. */
const INGESTING = [{ [BEARER]: ["ingest"] }, { [APP_CHECK]: [] }, {}];
const READING = [{ [BEARER]: ["read"] }];

const SECURITY: Readonly<Record<Access, JsonObject[]>> = {
	ingest: INGESTING,
	read: READING,
	ingestOrRead: [...READING, ...INGESTING],
	administer: [{ [BEARER]: ["administer"] }],
	anyone: [],
};

function describeParameters(
	place: "path" | "query",
	schema: JsonObject | undefined,
): JsonObject[] {
	const { properties, required } = (schema ?? {}) as {
		properties?: Record<string, JsonObject>;
		required?: string[];
	};
	return Object.entries(properties ?? {}).map(
		([name, { description, ...ofValue }]) => ({
			name,
			in: place,
			...(description === undefined ? {} : { description }),
			required: place === "path" || (required ?? []).includes(name),
			schema: ofValue,
		}),
	);
}

function describeAnswer(
	{ name, text }: Route,
	schemas: RouteSchemas,
): JsonObject {
	if (text !== undefined) return { [text]: { schema: { type: "string" } } };
	const line = schemas.lines[name];
	const examples = examplesOf(EXAMPLES[name]?.answers);
	return line === undefined
		? { [JSON_TYPE]: { schema: schemas.answers[name], ...examples } }
		: {
				[NDJSON]: { schema: { ...line, description: "Of each line." } },
				[JSON_TYPE]: { schema: { type: "array", items: line }, ...examples },
			};
}

function describeBody(
	{ body, name }: Route,
	schema: JsonObject | undefined,
): JsonObject | undefined {
	switch (body.kind) {
		case "unread":
			return undefined;
		case "empty":
			return {
				description: "None, or an empty object.",
				required: false,
				content: {
					[JSON_TYPE]: { schema: { type: "object", maxProperties: 0 } },
				},
			};
		case "json":
			return {
				required: true,
				content: {
					[JSON_TYPE]: {
						schema,
						...examplesOf(EXAMPLES[name]?.requests),
					},
				},
			};
		case "lines":
			return {
				required: true,
				description: "A JSON value in each line; blank lines are passed over.",
				content: {
					[NDJSON]: { schema: { ...schema, description: "Of each line." } },
				},
			};
	}
}

function examplesOf(examples: JsonObject | undefined): JsonObject {
	return examples === undefined ? {} : { examples };
}
