import { PROBLEMS } from "../../api/src/problems.ts";
import type { RawAnswer } from "./raw-http.ts";

/** What is wrong with an answer, in words; empty if nothing is. */
export type Faults = string[];

const KINDS: Readonly<Record<string, { readonly status: number } | undefined>> =
	PROBLEMS;

/** What a client may never see: stacks, files, modules, what the store says of itself. */
const INTERNAL = /\n\s+at |node:internal|\.(ts|js|cjs):\d+|SQLITE_|SQLite:/;

/**
 * Compares an answer with what is promised of every answer: success is JSON, or lines of it; anything else is
 * problem details with a code from the list, and whoever is to come again is told when.
 */
export function faultsOf(answer: RawAnswer, head = false): Faults {
	const { status, headers, body } = answer;
	const type = headers.get("content-type");
	const text = body.toString("utf8");
	const faults: Faults = [];
	const demand = (holds: boolean, what: string) => {
		if (!holds) faults.push(`${status} ${what}: ${text.slice(0, 300)}`);
	};
	demand(!INTERNAL.test(text), "tells something internal");
	if (status === 204) return faults;
	if (status >= 400) {
		demand(type === "application/problem+json", `has the type ${type}`);
		if (head) return faults;
		const problem = jsonOf(text);
		const kind = KINDS[String(problem?.code)];
		demand(kind?.status === status, "has no documented code");
		demand(problem?.status === status, "names another status");
		for (const field of ["type", "title", "detail"])
			demand(typeof problem?.[field] === "string", `has no ${field}`);
		if (problem?.errors !== undefined)
			demand(areFieldErrors(problem.errors), "has malformed errors");
	} else {
		demand(status === 200, "is no documented status");
		const isLines = type === "application/x-ndjson";
		demand(isLines || type === "application/json", `has the type ${type}`);
		if (!head && !isLines) demand(isJson(text), "is no JSON object");
		if (!head && isLines) demand(isNdjson(text), "has lines that are no JSON");
	}
	const asks = status === 429 || status === 503;
	const retries = text.includes('"status":"retry"');
	if (asks || retries)
		demand(
			/^[1-9]\d*$/.test(headers.get("retry-after") ?? ""),
			"asks for a retry without saying when",
		);
	if (status === 405) demand(headers.has("allow"), "has no Allow");
	if (status === 401)
		demand(headers.has("www-authenticate"), "has no challenge");
	return faults;
}

/** An object; an export may be an array of them. */
function isJson(text: string): boolean {
	const list = jsonOf(`{"list":${text}}`)?.list;
	return jsonOf(text) !== undefined || Array.isArray(list);
}

function isNdjson(text: string): boolean {
	const lines = text.split("\n");
	return (
		lines.pop() === "" && lines.every((line) => jsonOf(line) !== undefined)
	);
}

/** The body of an answer; undefined if it is no JSON object. */
export function jsonOf(text: string): Record<string, unknown> | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value)
			? (value as Record<string, unknown>)
			: undefined;
	} catch {
		return undefined;
	}
}

/** What became of one event, as an answer says it. */
export interface AnsweredVerdict {
	readonly status: string;
	readonly code?: string;
}

/**
 * The verdicts of an answer to `POST /logOperation`, one for each event that was sent; undefined if
 * it has none, or not the documented form.
 */
export function verdictsOf(
	answer: RawAnswer,
	sent: "one" | number,
): AnsweredVerdict[] | undefined {
	const json = jsonOf(answer.body.toString("utf8"));
	if (answer.status !== 200 || json === undefined) return undefined;
	if (sent === "one") {
		const { status } = json;
		const keys = Object.keys(json).sort().join();
		if (keys !== "id,status" || typeof status !== "string") return undefined;
		return status === "stored" || status === "duplicate"
			? [{ status }]
			: undefined;
	}
	const { results } = json;
	if (!Array.isArray(results) || results.length !== sent) return undefined;
	const verdicts = results.map(batchVerdict);
	if (verdicts.includes(undefined)) return undefined;
	const counted = (status: string) =>
		verdicts.filter((verdict) => verdict?.status === status).length;
	const sums =
		json.stored === counted("stored") &&
		json.duplicates === counted("duplicate") &&
		json.rejected === counted("rejected");
	return sums ? (verdicts as AnsweredVerdict[]) : undefined;
}

function batchVerdict(
	result: unknown,
	index: number,
): AnsweredVerdict | undefined {
	const { status, code, errors, ...rest } = result as Record<string, unknown>;
	if (rest.index !== index || !("id" in rest)) return undefined;
	if (status === "rejected")
		return typeof code === "string" && areFieldErrors(errors)
			? { status, code }
			: undefined;
	if (errors !== undefined || code !== undefined) return undefined;
	return status === "stored" || status === "duplicate" || status === "retry"
		? { status }
		: undefined;
}

function areFieldErrors(errors: unknown): boolean {
	return (
		Array.isArray(errors) &&
		errors.length > 0 &&
		errors.every(
			(error) =>
				typeof error?.path === "string" && typeof error.message === "string",
		)
	);
}
