import { MIMEType } from "node:util";
import type { Request } from "express";
import { invalidRequest, type Problem, problem } from "../problems";
import { ok, type Result } from "../reply";
import { readBody } from "./body";

/** Reads a body that must be JSON. A UTF-8 byte order mark is taken off. */
export async function readJson(request: Request): Promise<Result<unknown>> {
	const wrongType = refuseOtherType(request, "application/json");
	if (wrongType !== undefined) return wrongType;
	const body = await readBody(request);
	return body.kind === "problem" ? body : parseJson(body.value);
}

/** Reads a body that must be empty; `{}` is taken for empty, as some clients must send something. */
export async function readNothing(
	request: Request,
): Promise<Result<undefined>> {
	const body = await readBody(request);
	if (body.kind === "problem") return body;
	if (body.value.length > 0 && body.value.toString().trim() !== "{}")
		return invalidRequest("This call takes no body.");
	return ok(undefined);
}

/** The problem of a body that says that it is of another type, or in another character set. */
export function refuseOtherType(
	request: Request,
	type: string,
): Problem | undefined {
	const given = request.headers["content-type"];
	// Nearly always.
	if (given === type || isOfType(given, type)) return undefined;
	return problem(
		"unsupported_media_type",
		`The Content-Type must be ${type}, in UTF-8.`,
	);
}

function isOfType(contentType: string | undefined, type: string): boolean {
	try {
		const { essence, params } = new MIMEType(contentType ?? "");
		const charset = params.get("charset")?.toLowerCase() ?? "utf-8";
		return essence === type && charset === "utf-8";
	} catch {
		return false;
	}
}

/** The text, without a byte order mark; undefined if the bytes are not UTF-8. */
export function decodeUtf8(bytes: Buffer): string | undefined {
	try {
		return decoder.decode(bytes);
	} catch {
		return undefined;
	}
}

/** Takes a byte order mark off, and throws at what is no UTF-8. */
const decoder = new TextDecoder("utf-8", { fatal: true });

function parseJson(bytes: Buffer): Result<unknown> {
	if (bytes.length === 0) return invalidRequest("The body is empty.");
	const text = decodeUtf8(bytes);
	if (text === undefined) return invalidRequest("The body is not valid UTF-8.");
	try {
		return ok(JSON.parse(text));
	} catch (error) {
		// The parser's message names the place and quotes the caller's own text.
		const reason = error instanceof SyntaxError ? `: ${error.message}` : "";
		return invalidRequest(`The body is not valid JSON${reason}.`);
	}
}
