import { wireEventSchema } from "@ffmpeg-analytics/core";
import type { Express } from "express";
import { createConformance, resolve } from "../../testing/conformance";
import { appOptions, serve, withParameters } from "../../testing/serve";
import { createApp } from "../app";
import { PROBLEMS } from "../problems";
import type { OpenApiDocument } from "./document";
import type { JsonObject } from "./json-schemas";

interface Operation {
	readonly operationId: string;
	readonly summary: string;
	readonly description: string;
	readonly parameters?: readonly {
		readonly name: string;
		readonly in: string;
		readonly schema: ParameterSchema;
	}[];
	readonly responses: Readonly<Record<string, JsonObject>>;
}

interface ParameterSchema {
	readonly type?: string;
	readonly enum?: readonly string[];
	readonly pattern?: string;
	readonly minimum?: number;
	readonly maximum?: number;
	readonly minLength?: number;
	readonly maxLength?: number;
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

async function readDocument(): Promise<OpenApiDocument & { paths: Paths }> {
	const home = await serve({ trustLoopback: false });
	const answer = await home.call("/api/v1/openapi.json");
	expect(answer.status).toBe(200);
	expect(answer.headers["content-type"]).toBe("application/json");
	return answer.json as OpenApiDocument & { paths: Paths };
}

const operationsOf = ({ paths }: { paths: Paths }) =>
	Object.entries(paths).flatMap(([path, item]) =>
		Object.entries(item).map(([method, operation]) => ({
			path,
			method,
			operation,
		})),
	);

/** What the app's router answers otherwise than by 404, or, to all methods there are, by 405. */
function routesOf(app: Express): string[] {
	const { stack } = app.router as unknown as {
		stack: { route?: { path: string; methods: Record<string, boolean> } }[];
	};
	return stack.flatMap(({ route }) =>
		route === undefined || Object.keys(route.methods).length > 5
			? []
			: Object.keys(route.methods).map((method) => `${method} ${route.path}`),
	);
}

describe("the document and the routes", () => {
	test("are the same calls", async () => {
		const document = await readDocument();
		const documented = operationsOf(document).map(
			({ path, method }) =>
				`${method} ${path.replace(/\{(\w+)\}/g, (_, name) => `:${name}`)}`,
		);
		const routes = routesOf(createApp(appOptions().options));
		expect(routes.length).toBeGreaterThan(10);
		expect(documented.toSorted()).toEqual(routes.toSorted());
	});

	test("every documented path knows its method, and none besides", async () => {
		const document = await readDocument();
		const home = await serve({ trustLoopback: false });
		for (const [path, item] of Object.entries(document.paths)) {
			const allowed = Object.keys(item).map((method) => method.toUpperCase());
			for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
				const { status } = await home.call(withParameters(path), {
					method,
				});
				expect([path, method, status === 405]).toEqual([
					path,
					method,
					!allowed.includes(method),
				]);
				expect(status).not.toBe(404);
			}
		}
	});

	test("every documented query parameter is known, and no other", async () => {
		const document = await readDocument();
		const home = await serve();
		for (const { path, method, operation } of operationsOf(document)) {
			if (operation.operationId === "getHealth") continue;
			const errorPathsOf = async (name: string) => {
				const refused = await home.call(
					`${withParameters(path)}?${name}=%00&${name}-unknown=`,
					{ method: method.toUpperCase() },
				);
				expect(refused.status).toBe(400);
				return (refused.json as { errors: { path: string }[] }).errors.map(
					(error) => error.path,
				);
			};
			const names = (operation.parameters ?? [])
				.filter((parameter) => parameter.in === "query")
				.map(({ name }) => name);
			for (const name of names)
				expect(await errorPathsOf(name)).toContain(`${name}-unknown`);
			expect(await errorPathsOf("nonsense")).toEqual([
				"nonsense",
				"nonsense-unknown",
			]);
		}
	});
});

/** Texts that a query parameter may be, and texts that it may not be, by its documented schema. */
function textsOf(schema: ParameterSchema): { good: string[]; bad: string[] } {
	const { type, minimum = 0, maximum = 0, minLength = 0 } = schema;
	const { maxLength = 0 } = schema;
	if (schema.enum !== undefined)
		return { good: [...schema.enum], bad: [schema.enum.join(","), ""] };
	switch (type) {
		case "integer":
			return {
				good: [minimum, maximum].map(String),
				bad: [minimum - 1, maximum + 1, minimum + 0.5, "x", ""].map(String),
			};
		case "number":
			return {
				good: [minimum, maximum, (minimum + maximum) / 2].map(String),
				bad: [minimum - 0.1, maximum + 0.1, "x", ""].map(String),
			};
		case "boolean":
			return { good: ["true", "false"], bad: ["1", "True", ""] };
		case "string":
			return schema.pattern === undefined
				? {
						good: ["x".repeat(minLength), "x".repeat(maxLength)],
						bad: ["", "x".repeat(maxLength + 1)],
					}
				: { good: ["a-1"], bad: ["A b", ""] };
		default:
			// A day or an instant.
			return {
				good: ["2026-11-22", "2026-11-22T12:00:00Z"],
				bad: ["2026-11-31", "2026-11-22T12:00:00", "1795348830000", ""],
			};
	}
}

describe("a documented query parameter", () => {
	test("is as the document says, to both sides of its bounds", async () => {
		const document = await readDocument();
		const { isValid } = createConformance(document);
		const home = await serve();
		let examined = 0;
		for (const { path, method, operation } of operationsOf(document)) {
			for (const [at, { name, schema }] of (
				operation.parameters ?? []
			).entries()) {
				if (path.includes("{")) continue;
				const part = path.replaceAll("/", "~1");
				const pointer = `/paths/${part}/${method}/parameters/${at}/schema`;
				const { good, bad } = textsOf(schema);
				for (const text of [...good, ...bad]) {
					const value = /^-?[\d.]+$/.test(text) ? Number(text) : text;
					const typed = ["true", "false"].includes(text)
						? text === "true"
						: value;
					const isDocumented = isValid(
						pointer,
						schema.type === "string" ? text : typed,
					);
					expect([name, text, isDocumented]).toEqual([
						name,
						text,
						good.includes(text),
					]);
					const query = `${name}=${encodeURIComponent(text)}`;
					const answer = await home.call(`${path}?${query}`, {
						method: method.toUpperCase(),
					});
					const { errors = [] } = (answer.json ?? {}) as {
						errors?: { path: string }[];
					};
					const isRefused = errors.some((error) => error.path === name);
					expect([name, text, isRefused]).toEqual([
						name,
						text,
						!good.includes(text),
					]);
					examined++;
				}
			}
		}
		expect(examined).toBeGreaterThan(50);
	});
});

describe("the document", () => {
	test("is built once", async () => {
		const home = await serve();
		const [first, second] = [
			await home.call("/api/v1/openapi.json"),
			await home.call("/api/v1/openapi.json"),
		];
		expect(second.text).toBe(first.text);
		expect(first.json).toMatchObject({
			openapi: "3.1.1",
			info: { version: "1.2.3" },
		});
	});

	test("names every operation once, and says what it does", async () => {
		const operations = operationsOf(await readDocument());
		const ids = operations.map(({ operation }) => operation.operationId);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { operation } of operations) {
			expect(operation.operationId).toMatch(/^[a-z][A-Za-z]+$/);
			expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
			expect(operation.description).toMatch(/^[A-Z].*\.$/s);
		}
	});

	test("has a row for every problem code, and a response that can hold it", async () => {
		const document = await readDocument();
		const { description } = document.info as { description: string };
		const responses = Object.values(
			(document.components as { responses: JsonObject }).responses,
		) as { content: Record<string, { examples: object }> }[];
		const shown = responses.flatMap(({ content }) =>
			Object.keys(content["application/problem+json"]?.examples ?? {}),
		);
		for (const [code, { status, remedy }] of Object.entries(PROBLEMS)) {
			expect(description).toContain(`| \`${code}\` | ${status} |`);
			expect(description).toContain(remedy);
			expect(shown).toContain(code);
		}
	});

	test("refers to nothing that it does not have, and has nothing that nothing refers to", async () => {
		const document = await readDocument();
		const references = new Set(
			[...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(
				([, pointer = ""]) => pointer,
			),
		);
		for (const pointer of references)
			expect(resolve(document, pointer)).toBeDefined();
		const { schemas, responses } = document.components as Record<
			"schemas" | "responses",
			object
		>;
		const names = [
			...Object.keys(schemas).map((name) => `/components/schemas/${name}`),
			...Object.keys(responses).map((name) => `/components/responses/${name}`),
		];
		// These are of no operation, but of the paths and methods that are none.
		expect(names.filter((name) => !references.has(name))).toEqual([
			"/components/responses/MethodNotAllowed",
		]);
	});

	test("has units or meanings for every member of every answer and event", async () => {
		const { components } = await readDocument();
		const { schemas } = components as { schemas: JsonObject };
		const bare: string[] = [];
		const walk = (schema: unknown, path: string): void => {
			if (typeof schema !== "object" || schema === null) return;
			const {
				properties = {},
				anyOf = [],
				items,
			} = schema as {
				properties?: Record<string, JsonObject>;
				anyOf?: unknown[];
				items?: unknown;
			};
			for (const [name, member] of Object.entries(properties)) {
				const isGroup = member.properties !== undefined || "const" in member;
				if (member.description === undefined && !isGroup && !member.enum)
					bare.push(`${path}.${name}`);
				walk(member, `${path}.${name}`);
			}
			for (const option of anyOf) walk(option, path);
			walk(items, path);
		};
		for (const [name, schema] of Object.entries(schemas)) walk(schema, name);
		expect(bare).toEqual([]);
	});
});

describe("the examples", () => {
	test("are what their schemas ask for", async () => {
		const document = await readDocument();
		const { isValid } = createConformance(document);
		let examined = 0;
		const walk = (value: unknown, pointer: string): void => {
			if (typeof value !== "object" || value === null) return;
			const { examples, schema, example } = value as JsonObject;
			if (schema !== undefined && example !== undefined) {
				examined++;
				expect([pointer, isValid(`${pointer}/schema`, example)]).toEqual([
					pointer,
					true,
				]);
			}
			if (schema !== undefined)
				for (const [name, shown] of Object.entries(examples ?? {})) {
					examined++;
					const valid = isValid(`${pointer}/schema`, shown.value);
					expect([pointer, name, valid]).toEqual([pointer, name, true]);
				}
			for (const [name, member] of Object.entries(value)) {
				const part = name.replaceAll("~", "~0").replaceAll("/", "~1");
				walk(member, `${pointer}/${part}`);
			}
		};
		walk(document, "");
		expect(examined).toBeGreaterThan(20);
	});

	test("of events are what ingest asks for", async () => {
		const document = await readDocument();
		const { examples } = resolve(
			document,
			"/paths/~1logOperation/post/requestBody/content/application~1json",
		) as { examples: Record<"oneEvent" | "batch", { value: JsonObject }> };
		const batch = examples.batch.value.events as unknown[];
		expect(batch.length).toBeGreaterThan(1);
		for (const event of [examples.oneEvent.value, ...batch])
			expect(wireEventSchema.safeParse(event).error).toBeUndefined();
	});
});
