import { messageOfFailure } from "./failure-message.ts";
import type { TrackedOperation } from "./tracked-operation.ts";

/** What is known of an operation before it runs; the rest is measured. */
export type MeasuredOperation = Omit<
	TrackedOperation,
	"processingTime" | "success" | "timestamp"
>;

/** What a measured operation can say of itself while it runs. */
export interface Measurement {
	/** Adds what is known only now (`outputFormat`, `fileSize`), or says it anew. What cannot be read is left out. */
	add(more: Partial<MeasuredOperation>): void;
	/** The operation failed with this message, or by this error, although `run` returns. */
	fail(error?: unknown): void;
}

/**
 * Runs `run`, tells `track` how long it took and whether it succeeded, and returns what `run` answered or throws
 * what it threw. A promise counts when it settles; what else can be awaited (execa's child processes) is passed
 * on as it is; what begins only when it is awaited (a query builder) must be awaited in `run`, as measuring awaits it,
 * too. Without `track`, only runs. The operation's members are read before. Time comes from a clock that never goes back.
 */
export function measure<Result>(
	operation: MeasuredOperation,
	run: (measurement: Measurement) => Result,
	track: ((operation: TrackedOperation) => void) | undefined,
): Result {
	if (track === undefined) return run({ add() {}, fail() {} });
	let known = membersOf(operation);
	let failure: string | undefined;
	const measurement: Measurement = {
		add(more) {
			try {
				known = { ...known, ...more };
			} catch {
				// A getter threw, which is not to reach the operation.
			}
		},
		fail(error) {
			failure = error === undefined ? "" : messageOfFailure(error);
		},
	};
	const start = performance.now();
	let isTold = false;
	const end = (error?: { readonly thrown: unknown }) => {
		// What is no promise of Node's own may settle more than once.
		if (isTold) return;
		isTold = true;
		const processingTime = performance.now() - start;
		const success = error === undefined && failure === undefined;
		const told = failure ?? (error && messageOfFailure(error.thrown));
		const errorMessage = told ?? known.errorMessage;
		track({ ...known, processingTime, success, errorMessage });
	};
	let result: Result;
	try {
		result = run(measurement);
	} catch (error) {
		end({ thrown: error });
		throw error;
	}
	return settled(result, end);
}

/** `result`, or its like, that `end` is told of. */
function settled<Result>(
	result: Result,
	end: (error?: { readonly thrown: unknown }) => void,
): Result {
	if (!isThenable(result)) {
		end();
		return result;
	}
	// A promise of Node's own is passed on by another one, so that a rejection which nobody handles is still
	// told; any other may have more to it than a promise has.
	if (Object.getPrototypeOf(result) === Promise.prototype)
		return result.then(
			(value) => {
				end();
				return value;
			},
			(error: unknown) => {
				end({ thrown: error });
				throw error;
			},
		) as Result;
	try {
		result.then(
			() => end(),
			(error: unknown) => end({ thrown: error }),
		);
	} catch (error) {
		end({ thrown: error });
	}
	return result;
}

/** Of an object that cannot be read, none: tracking says so. */
function membersOf(operation: MeasuredOperation): MeasuredOperation {
	try {
		const { userId, operationType, parameters, inputFormat } = operation;
		const { outputFormat, fileSize, errorMessage, memoryUsage } = operation;
		const { workflowContext } = operation;
		return {
			userId,
			operationType,
			parameters,
			inputFormat,
			outputFormat,
			fileSize,
			errorMessage,
			memoryUsage,
			workflowContext,
		};
	} catch {
		return {} as MeasuredOperation;
	}
}

/** Whether it can be awaited: not what cannot even be looked at. */
function isThenable(value: unknown): value is PromiseLike<unknown> {
	try {
		return (
			typeof value === "object" &&
			value !== null &&
			typeof (value as { then?: unknown }).then === "function"
		);
	} catch {
		return false;
	}
}
