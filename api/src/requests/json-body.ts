import { MIMEType } from "node:util";
import type { Request } from "express";
import { invalidRequest, problem } from "../problems";
import { ok, type Result } from "../reply";
import { readBody } from "./body";

/** Reads a body that must be JSON. A UTF-8 byte order mark is taken off. */
export async function readJson(request: Request): Promise<Result<unknown>> {
	if (!isJsonType(request.headers["content-type"]))
		return problem(
			"unsupported_media_type",
			"The Content-Type must be application/json, in UTF-8.",
		);
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

function isJsonType(contentType: string | undefined): boolean {
	// Nearly always.
	if (contentType === "application/json") return true;
	try {
		const { essence, params } = new MIMEType(contentType ?? "");
		const charset = params.get("charset")?.toLowerCase() ?? "utf-8";
		return essence === "application/json" && charset === "utf-8";
	} catch {
		return false;
	}
}

/** Takes a byte order mark off, and throws at what is no UTF-8. */
const decoder = new TextDecoder("utf-8", { fatal: true });

function parseJson(bytes: Buffer): Result<unknown> {
	if (bytes.length === 0) return invalidRequest("The body is empty.");
	let text: string;
	try {
		text = decoder.decode(bytes);
	} catch {
		return invalidRequest("The body is not valid UTF-8.");
	}
	try {
		return ok(JSON.parse(text));
	} catch (error) {
		// The parser's message names the place and quotes the caller's own text.
		const reason = error instanceof SyntaxError ? `: ${error.message}` : "";
		return invalidRequest(`The body is not valid JSON${reason}.`);
	}
}
