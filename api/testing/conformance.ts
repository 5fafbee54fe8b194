import { Ajv2020, type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import type { OpenApiDocument } from "../src/openapi/document";
import type { JsonObject } from "../src/openapi/json-schemas";
import { NDJSON } from "../src/requests/request-body";
import type { Received } from "./serve";

/** Compares answers with what an OpenAPI document says of them. */
export interface Conformance {
	/**
	 * What of the answer is not as documented, in words; empty if all is. An undocumented status,
	 * header or member is such a thing too.
	 */
	violations(method: string, path: string, answer: Answered): string[];
	/** Whether a value is what a schema of the document, by its JSON pointer, asks for. */
	isValid(pointer: string, value: unknown): boolean;
	/** `getUsage 400`: what has been looked at, and was as documented. */
	readonly seen: ReadonlySet<string>;
}

/** As much of an answer as is compared. */
export type Answered = Pick<Received, "status" | "headers" | "text">;

/** Makes the comparison with one document, in which every reference must lead somewhere. */
export function createConformance(document: OpenApiDocument): Conformance {
	const ajv = new Ajv2020({
		strict: true,
		allowUnionTypes: true,
		allErrors: true,
	});
	addFormats(ajv);
	// The document as a whole is no schema, but holds those that are referred to.
	ajv.addVocabulary(Object.keys(document));
	ajv.addSchema(closed(document) as JsonObject, "document", undefined, false);
	const compiled = new Map<string, ValidateFunction>();
	const validatorOf = (pointer: string): ValidateFunction => {
		const known = compiled.get(pointer);
		if (known !== undefined) return known;
		const made = ajv.compile({ $ref: `document#${pointer}` });
		compiled.set(pointer, made);
		return made;
	};
	const seen = new Set<string>();
	return {
		seen,
		isValid: (pointer, value) => validatorOf(pointer)(value),
		violations(method, path, answer) {
			const place = findOperation(document, method, path);
			if (place.kind === "options")
				return answer.status === 204 && answer.headers.allow !== undefined
					? []
					: ["OPTIONS is 204 with Allow"];
			const pointer = responsePointer(document, place, answer.status);
			if (pointer === undefined)
				return [`the status ${answer.status} is not documented`];
			const found = [
				...headerViolations(document, pointer, answer, validatorOf),
				...bodyViolations(
					document,
					pointer,
					answer,
					method === "HEAD",
					validatorOf,
				),
			];
			if (found.length === 0 && place.kind === "operation")
				seen.add(`${place.name} ${answer.status}`);
			return found;
		},
	};
}

/** What a JSON pointer leads to, references followed. */
export function resolve(document: JsonObject, pointer: string): JsonObject {
	let at: unknown = document;
	for (const part of pointer.split("/").slice(1)) {
		at = (at as JsonObject)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
		if (at === undefined) throw new Error(`nothing is at ${pointer}`);
		const { $ref } = at as { $ref?: string };
		if ($ref !== undefined) at = resolve(document, $ref.slice(1));
	}
	return at as JsonObject;
}

/** Headers that HTTP, CORS and the browser's protection have on any answer. */
const COMMON_HEADERS: ReadonlySet<string> = new Set([
	"access-control-allow-origin",
	"access-control-expose-headers",
	"cache-control",
	"connection",
	"content-length",
	"content-security-policy",
	"content-type",
	"cross-origin-resource-policy",
	"date",
	"keep-alive",
	"transfer-encoding",
	"vary",
	"x-content-type-options",
]);

type Place =
	| { readonly kind: "operation"; readonly name: string; pointer: string }
	| { readonly kind: "stray"; readonly response: keyof typeof STRAY_STATUSES }
	| { readonly kind: "options" };

/** What is answered where the document has no call. */
const STRAY_STATUSES = { NotFound: 404, MethodNotAllowed: 405 } as const;

function findOperation(
	document: OpenApiDocument,
	method: string,
	path: string,
): Place {
	const paths = document.paths as Record<string, Record<string, JsonObject>>;
	const [bare = ""] = path.split("?");
	const template = Object.keys(paths).find((known) =>
		new RegExp(`^${known.replace(/\{\w+\}/g, "[^/]+")}/?$`).test(bare),
	);
	if (template === undefined) return { kind: "stray", response: "NotFound" };
	if (method === "OPTIONS") return { kind: "options" };
	const verb = (method === "HEAD" ? "GET" : method).toLowerCase();
	const operation = paths[template]?.[verb];
	return operation === undefined
		? { kind: "stray", response: "MethodNotAllowed" }
		: {
				kind: "operation",
				name: String(operation.operationId),
				pointer: `/paths/${template.replaceAll("/", "~1")}/${verb}`,
			};
}

function responsePointer(
	document: OpenApiDocument,
	place: Exclude<Place, { kind: "options" }>,
	status: number,
): string | undefined {
	if (place.kind === "stray")
		return status === STRAY_STATUSES[place.response]
			? `/components/responses/${place.response}`
			: undefined;
	const { responses } = resolve(document, place.pointer) as {
		responses: Record<string, { $ref?: string }>;
	};
	const response = responses[status];
	if (response === undefined) return undefined;
	return response.$ref?.slice(1) ?? `${place.pointer}/responses/${status}`;
}

function headerViolations(
	document: OpenApiDocument,
	pointer: string,
	{ headers }: Answered,
	validatorOf: (pointer: string) => ValidateFunction,
): string[] {
	const { headers: names = {} } = resolve(document, pointer) as {
		headers?: Record<string, { $ref?: string }>;
	};
	const documented = Object.entries(names).map(([name, { $ref }]) => {
		const at = $ref?.slice(1) ?? `${pointer}/headers/${name}`;
		return { name, at, ...(resolve(document, at) as unknown as HeaderObject) };
	});
	const known = new Set(documented.map(({ name }) => name.toLowerCase()));
	const unknown = Object.keys(headers).filter(
		(name) => !known.has(name) && !COMMON_HEADERS.has(name),
	);
	return [
		...unknown.map((name) => `the header ${name} is not documented`),
		...documented.flatMap(({ name, at, required, schema }) => {
			const value = headers[name.toLowerCase()];
			if (value === undefined)
				return required ? [`the header ${name} is missing`] : [];
			const parsed = schema.type === "integer" ? Number(value) : value;
			return validatorOf(`${at}/schema`)(parsed)
				? []
				: [`the header ${name} cannot be ${value}`];
		}),
	];
}

interface HeaderObject {
	readonly required?: boolean;
	readonly schema: { readonly type: string };
}

function bodyViolations(
	document: OpenApiDocument,
	pointer: string,
	{ status, headers, text }: Answered,
	isHead: boolean,
	validatorOf: (pointer: string) => ValidateFunction,
): string[] {
	const { content } = resolve(document, pointer) as { content: JsonObject };
	const type = String(headers["content-type"]);
	if (!Object.keys(content).includes(type))
		return [`the content type ${type} is not documented`];
	if (isHead) return text === "" ? [] : ["HEAD has a body"];
	const validate = validatorOf(
		`${pointer}/content/${type.replaceAll("/", "~1")}/schema`,
	);
	const values = valuesOf(type, text);
	const wrongStatus =
		status >= 400 && (values[0] as { status?: unknown }).status !== status
			? ["the body names another status"]
			: [];
	const invalid = values.flatMap((value) =>
		validate(value) ? [] : (validate.errors ?? []),
	);
	if (invalid.length === 0) return wrongStatus;
	return invalid.map(
		({ instancePath, message, params }) =>
			`the body at ${instancePath || "its root"} ${message} ${JSON.stringify(params)}`,
	);
}

function valuesOf(type: string, text: string): unknown[] {
	if (type.startsWith("text/")) return [text];
	return (type === NDJSON ? text.split("\n").slice(0, -1) : [text]).map(
		(json) => JSON.parse(json),
	);
}

/**
 * The document with every object closed that lists its members: answers may gain members, but not
 * without a word in the document. What stands in `allOf` is closed by what it stands in.
 */
function closed(value: unknown, isPart = false): unknown {
	if (Array.isArray(value)) return value.map((item) => closed(item, isPart));
	if (typeof value !== "object" || value === null) return value;
	const copy = Object.fromEntries(
		Object.entries(value).map(([name, member]) => [
			name,
			closed(member, name === "allOf"),
		]),
	);
	const lists = "properties" in copy && "type" in copy;
	return lists && !("additionalProperties" in copy) && !isPart
		? { ...copy, unevaluatedProperties: false }
		: copy;
}
