import type { ToolCall, ToolCallResult } from "./tool-call.ts";

/** What became of a call. */
export interface CallOutcome {
	readonly success: boolean;
	readonly errorMessage?: string | undefined;
}

/** JSON-RPC's "method not found": low-level servers answer it for tools that they do not have. */
const METHOD_NOT_FOUND = -32601;
/** The client's user must visit an address first; then the same call comes again. */
const URL_ELICITATION_REQUIRED = -32042;

/**
 * Whether the call succeeded, and what is said of it if not. Nothing where no tool has run to its end: the
 * tool is unknown or disabled, or the answer asks for something (`input_required`, or an address to visit)
 * and the call will come again.
 */
export function outcomeOf(call: ToolCall): CallOutcome | undefined {
	if (isQuestion(call)) return undefined;
	const { name, result, error, extra } = call;
	const signal = extra.signal ?? extra.mcpReq?.signal;
	// Nobody gets the answer to a cancelled call, whatever the tool made of the signal.
	const cancelled = signal?.aborted
		? { success: false, errorMessage: "The call was cancelled." }
		: undefined;
	if (result && result.isError !== true) return cancelled ?? { success: true };
	const errorMessage = result ? textOf(result) : messageOf(error);
	if (isUnknownTool(name, errorMessage, codeOf(error))) return undefined;
	return cancelled ?? { success: false, errorMessage };
}

function isQuestion({ result, error }: ToolCall): boolean {
	if (!result) return codeOf(error) === URL_ELICITATION_REQUIRED;
	return (result.resultType ?? "complete") !== "complete";
}

/**
 * `McpServer` says "Tool x not found" or "disabled", as a result in version 1 and by throwing in version 2;
 * low-level servers say so by the code, or in the words of the SDK's examples.
 */
function isUnknownTool(
	name: string,
	message: string | undefined,
	code: unknown,
): boolean {
	const [prefix = "", codeInWords] =
		/^MCP error (-\d+): /.exec(message ?? "") ?? [];
	if (Number(code ?? codeInWords) === METHOD_NOT_FOUND) return true;
	const said = (message ?? "").slice(prefix.length);
	return (
		said === `Tool ${name} not found` ||
		said === `Tool ${name} disabled` ||
		(said.startsWith("Unknown tool") && said.includes(name))
	);
}

function textOf(result: ToolCallResult): string | undefined {
	const texts = (result.content ?? []).flatMap((piece) =>
		piece.type === "text" && piece.text !== undefined ? [piece.text] : [],
	);
	return texts.length === 0 ? undefined : texts.join("\n");
}

/** What a thrown thing says. */
export function messageOf(error: unknown): string | undefined {
	if (error instanceof Error) return error.message;
	return typeof error === "string" ? error : undefined;
}

function codeOf(error: unknown): unknown {
	return (error as { code?: unknown } | null | undefined)?.code;
}
