import { createSay } from "../host/say.ts";
import type { TrackedOperation } from "../tracked-operation.ts";
import { messageOf } from "./call-outcome.ts";
import type {
	ToolCall,
	ToolCallExtra,
	ToolCallMapping,
	ToolCallResult,
} from "./tool-call.ts";
import { operationOf } from "./tool-operation.ts";

/** The low-level `Server` of the MCP SDK, of whichever copy and version (1 or 2) the host has. */
export interface RequestRouter {
	setRequestHandler(...parameters: never[]): unknown;
}

/** An `McpServer`, or a low-level `Server`. */
export type McpServerLike = RequestRouter | { readonly server: RequestRouter };

/** What takes operations: an `AnalyticsService`. */
export interface OperationTracker {
	trackFfmpegOperation(operation: TrackedOperation): void;
}

/** Servers may be made anew for each request; what they have to say, their process says once. */
const say = createSay();

/** On what is instrumented already, also by another copy of this package. */
const INSTRUMENTED = Symbol.for("@ffmpeg-analytics/client/mcp");

/**
 * Measures every tool call of a server: of `tool`, `registerTool` and `setRequestHandler` alike, registered
 * before or afterwards. Results and errors pass through as they are. A call failed if its result says
 * `isError`, if it threw, or if it was cancelled. Not measured are calls of tools that the server does not
 * have, answers that ask for input and let the call come again, calls that start a task, and what
 * `fallbackRequestHandler` answers. A server that is instrumented again stays as it is. Nothing that goes
 * wrong here reaches a call; it is said once on stderr, as is a server that cannot be measured.
 */
export function instrumentMcpServer(
	server: McpServerLike,
	analytics: OperationTracker,
	mapping: ToolCallMapping = () => ({}),
): void {
	const router = ("setRequestHandler" in server
		? server
		: server.server) as unknown as RouterParts;
	if (router[INSTRUMENTED]) return;
	if (!(router._requestHandlers instanceof Map)) {
		say(
			"an MCP server is not measured",
			"it keeps its handlers elsewhere than versions 1 and 2 of the MCP SDK do",
		);
		return;
	}
	router[INSTRUMENTED] = true;
	const measure = createMeasure(analytics, mapping);
	replaceHandler(router, undefined, measure);
	const setRequestHandler = router.setRequestHandler;
	router.setRequestHandler = (...parameters) => {
		const before = handlerOf(router);
		const answer = setRequestHandler.apply(router, parameters);
		replaceHandler(router, before, measure);
		return answer;
	};
}

/** A server's parts; the map is private to the SDK, and the same in both versions. */
interface RouterParts {
	setRequestHandler(...parameters: unknown[]): unknown;
	_requestHandlers: Map<string, Handler>;
	[INSTRUMENTED]?: true;
}

type Handler = (
	request: CallToolRequest,
	extra: ToolCallExtra,
) => ToolCallResult | Promise<ToolCallResult>;

interface CallToolRequest {
	readonly params?: {
		readonly name: string;
		readonly arguments?: ToolCall["arguments"] | undefined;
		/** Asks for a task, which the call starts and does not wait for. */
		readonly task?: unknown;
	};
}

/** Replaces the handler of tool calls by one that measures, unless it is still the one of `before`. */
function replaceHandler(
	router: RouterParts,
	before: Handler | undefined,
	measure: (handler: Handler) => Handler,
): void {
	const handler = handlerOf(router);
	if (handler !== undefined && handler !== before)
		router._requestHandlers.set("tools/call", measure(handler));
}

function handlerOf(router: RouterParts): Handler | undefined {
	return router._requestHandlers.get("tools/call");
}

function createMeasure(
	analytics: OperationTracker,
	mapping: ToolCallMapping,
): (handler: Handler) => Handler {
	const track = createTrack(analytics, mapping);
	return (handler) => async (request, extra) => {
		const startMs = performance.now();
		let result: ToolCallResult;
		try {
			result = await handler(request, extra);
		} catch (error) {
			track(request, extra, performance.now() - startMs, { error });
			throw error;
		}
		track(request, extra, performance.now() - startMs, { result });
		return result;
	};
}

function createTrack(analytics: OperationTracker, mapping: ToolCallMapping) {
	return (
		{ params }: CallToolRequest,
		extra: ToolCallExtra,
		durationMs: number,
		ending: Pick<ToolCall, "result" | "error">,
	): void => {
		try {
			// A call without a name is refused by the SDK.
			if (typeof params?.name !== "string" || params.task !== undefined) return;
			const call: ToolCall = {
				name: params.name,
				arguments: params.arguments ?? {},
				...ending,
				extra,
				processingTime: Math.round(durationMs),
			};
			const operation = operationOf(call, mapping);
			if (operation) analytics.trackFfmpegOperation(operation);
		} catch (error) {
			say("a call of an MCP tool could not be measured", messageOf(error));
		}
	};
}
