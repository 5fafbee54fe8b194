export {
	instrumentMcpServer,
	type McpServerLike,
	type OperationTracker,
	type RequestRouter,
} from "./instrument-mcp-server.ts";
export type {
	ToolCall,
	ToolCallExtra,
	ToolCallMapping,
	ToolCallResult,
	ToolOperation,
} from "./tool-call.ts";
