import { StoreUnavailableError } from "@ffmpeg-analytics/core";

/** The gRPC statuses that the store tells apart: https://grpc.io/docs/guides/status-codes/ */
export const GRPC = {
	cancelled: 1,
	unknown: 2,
	invalidArgument: 3,
	deadlineExceeded: 4,
	notFound: 5,
	alreadyExists: 6,
	resourceExhausted: 8,
	failedPrecondition: 9,
	aborted: 10,
	internal: 13,
	unavailable: 14,
} as const;

/** The SDK has tried again as often as makes sense when it reports one of these. */
const TRANSIENT: ReadonlySet<unknown> = new Set([
	GRPC.cancelled,
	GRPC.unknown,
	GRPC.deadlineExceeded,
	GRPC.resourceExhausted,
	GRPC.aborted,
	GRPC.internal,
	GRPC.unavailable,
]);

/** The gRPC status that an error of the SDK carries; undefined for other errors. */
export function grpcStatusOf(error: unknown): unknown {
	return error instanceof Error && "code" in error ? error.code : undefined;
}

/** True if the database, not the request, is to blame: it may have been executed or not. */
export function isTransient(error: unknown): boolean {
	return (
		error instanceof StoreUnavailableError || TRANSIENT.has(grpcStatusOf(error))
	);
}

/**
 * The error as the store's callers may see it: what passes is a {@link StoreUnavailableError},
 * which says nothing of the database but for its cause; anything else is a bug and stays.
 */
export function asStoreError(error: unknown): unknown {
	if (error instanceof StoreUnavailableError || !isTransient(error))
		return error;
	return new StoreUnavailableError("the database did not answer", {
		cause: error,
	});
}
