import { status } from "@grpc/grpc-js";

/** An error that the client receives as this gRPC status. */
export class RpcError extends Error {
	readonly code: status;

	constructor(code: status, message: string) {
		super(message);
		this.code = code;
	}
}

/** The SDK's transaction runner starts over on exactly these words of the real server. */
const TRANSACTION_EXPIRED =
	"The referenced transaction has expired or is no longer valid.";

/** Any thrown value as a status: a status code stays, anything else is a fault of this server. */
export function toRpcError(cause: unknown): RpcError {
	if (cause instanceof RpcError) return cause;
	const message = cause instanceof Error ? cause.message : String(cause);
	const code =
		cause instanceof Error && "code" in cause ? cause.code : undefined;
	if (typeof code !== "number") return new RpcError(status.INTERNAL, message);
	// The client library puts code and name in front of the message again.
	const details = message.replace(/^\d+ [A-Z_]+: /, "");
	if (details === "Unknown transaction.")
		return new RpcError(code, TRANSACTION_EXPIRED);
	return new RpcError(code, details);
}
