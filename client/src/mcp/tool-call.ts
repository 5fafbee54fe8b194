import type { WorkflowContext } from "../tracked-operation.ts";

/** A tool call that has ended. */
export interface ToolCall {
	/** Of the tool. */
	readonly name: string;
	/** As the client sent them, before the tool's schema filled in defaults; `{}` where it sent none. */
	readonly arguments: Readonly<Record<string, unknown>>;
	/** What was answered, the very object; absent if the call threw. */
	readonly result?: ToolCallResult | undefined;
	/** What the call threw, if it did. `McpServer` turns what its tools throw into results. */
	readonly error?: unknown;
	/** What the SDK gave the handler: `RequestHandlerExtra` of version 1, `ServerContext` of version 2. */
	readonly extra: ToolCallExtra;
	/** From the request to its answer, ms, rounded; with it whatever the tool asked the client for meanwhile. */
	readonly processingTime: number;
}

/** What a tool answered, as far as it is read here. */
export interface ToolCallResult {
	readonly content?: readonly ToolCallContent[] | undefined;
	readonly isError?: boolean | undefined;
	readonly structuredContent?: unknown;
	/** Since the protocol's revision 2026-07-28; `complete` if absent. */
	readonly resultType?: string | undefined;
	readonly _meta?: Readonly<Record<string, unknown>> | undefined;
}

/** A piece of an answer. */
export interface ToolCallContent {
	readonly type: string;
	readonly text?: string | undefined;
}

/** What the SDK knows of a request, as far as mappings may want it. */
export interface ToolCallExtra {
	/** Version 1. */
	readonly signal?: { readonly aborted: boolean } | undefined;
	/** Version 1. */
	readonly authInfo?: ToolCallAuthInfo | undefined;
	/** Version 1. */
	readonly _meta?: Readonly<Record<string, unknown>> | undefined;
	/** Version 2. */
	readonly mcpReq?:
		| {
				readonly signal?: { readonly aborted: boolean } | undefined;
				readonly _meta?: Readonly<Record<string, unknown>> | undefined;
		  }
		| undefined;
	/** Version 2. */
	readonly http?:
		| { readonly authInfo?: ToolCallAuthInfo | undefined }
		| undefined;
}

/** Whose access token a request bore. */
export interface ToolCallAuthInfo {
	/** Of the OAuth client; not of the person, whom only the host's own `extra` may name. */
	readonly clientId: string;
	readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

/** What a mapping may say of a call; what it leaves out has a default, or is left out of the operation. */
export interface ToolOperation {
	/** Default: the OAuth client's id, or `local` where requests bear no token. */
	readonly userId?: string | undefined;
	/** Default: the tool's name. */
	readonly operationType?: string | undefined;
	/** Default: the call's arguments. */
	readonly parameters?: Readonly<Record<string, unknown>> | undefined;
	/** Default: by the extension of a media file in the arguments. */
	readonly inputFormat?: string | undefined;
	/** Default: by the extension of a media file in an argument that is called after an output. */
	readonly outputFormat?: string | undefined;
	/** Default: what was thrown, or the text of the result. Kept only of a call that failed. */
	readonly errorMessage?: string | undefined;
	/** Of the input, bytes. */
	readonly fileSize?: number | undefined;
	/** The most memory that FFmpeg used, bytes. */
	readonly memoryUsage?: number | undefined;
	/**
	 * A `sessionId` is a handle of the host's own, such as an argument of its tools: the protocol's sessions
	 * are gone since its revision 2026-07-28.
	 */
	readonly workflowContext?: WorkflowContext | undefined;
}

/**
 * Says what a call was, at once; nothing for a tool that does not run FFmpeg, which is then not measured.
 * If it throws, the call is not measured either, and goes on as if nothing had happened.
 */
export type ToolCallMapping = (
	call: ToolCall,
	// biome-ignore lint/suspicious/noConfusingVoidType: so that a mapping may end without a return.
) => ToolOperation | null | undefined | void;
