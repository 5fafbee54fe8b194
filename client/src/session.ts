import { crypto } from "./host/crypto.ts";
import {
	type MeasuredOperation,
	type Measurement,
	measure,
} from "./measure.ts";
import { wholeNumber } from "./pipeline/numbers.ts";
import type { TrackedOperation, WorkflowContext } from "./tracked-operation.ts";

/** What the operations of a session have in common. */
export interface SessionOptions {
	/**
	 * The host's own name of it. Sessions of one name are one session, and their positions go on; without a
	 * name each is one of its own.
	 */
	readonly name?: string | undefined;
	/** `podcast`, `music_video`, `social_media`, `batch_processing`, ... */
	readonly workflowType?: string | undefined;
	/** How many files are processed together. */
	readonly batchSize?: number | undefined;
	/** Where a named session goes on that began in another process. Default 0. */
	readonly firstPosition?: number | undefined;
}

/** Operations that belong together, in their order: a chain, or a batch. */
export interface Session {
	/**
	 * Names the session to this client: the name given, or a random one. As `workflowContext.sessionId`, here
	 * or in another process of the same salt, it means this session. On the wire it is hashed.
	 */
	readonly id: string;
	/** The next operation's place, which is taken by this call. */
	nextPosition(): number;
	/** As the service's; the place is the next one, unless the operation names its own. */
	trackFfmpegOperation(operation: TrackedOperation): void;
	/** As the service's; the place is the next one as of the beginning. */
	measure<Result>(
		operation: MeasuredOperation,
		run: (measurement: Measurement) => Result,
	): Result;
}

/** Takes an operation; a context beside it counts instead of its own. */
export type Track = (
	operation: TrackedOperation,
	context?: WorkflowContext | undefined,
) => void;

/** Hands out sessions, and remembers at which place those that have a name go on. */
export class Sessions {
	readonly #track: Track | undefined;
	readonly #named = new Map<string, Place>();

	/** Without `track` nothing is measured. */
	constructor(track: Track | undefined) {
		this.#track = track;
	}

	/** Never throws: of options that cannot be read, none. */
	open(given: SessionOptions): Session {
		const options = readOptions(given);
		const { name, firstPosition } = options;
		const place = name ? this.#placeOf(name) : { next: 0 };
		place.next = Math.max(place.next, firstPosition);
		return createSession(
			name || crypto().randomUUID(),
			options,
			place,
			this.#track,
		);
	}

	#placeOf(name: string): Place {
		const place = this.#named.get(name) ?? { next: 0 };
		this.#named.delete(name);
		this.#named.set(name, place);
		if (this.#named.size > MOST_NAMED)
			for (const oldest of this.#named.keys()) {
				this.#named.delete(oldest);
				break;
			}
		return place;
	}
}

interface Place {
	next: number;
}

/** As operations do, a session may have a number for its name. */
function readOptions(
	options: SessionOptions,
): SessionOptions & { readonly firstPosition: number } {
	try {
		const { name, workflowType, batchSize, firstPosition } = options;
		const isName = typeof name === "string" || Number.isFinite(name);
		return {
			name: isName ? `${name}` : undefined,
			firstPosition: wholeNumber(firstPosition, 0) ?? 0,
			workflowType,
			batchSize,
		};
	} catch {
		return { firstPosition: 0 };
	}
}

/** Named sessions whose places are remembered; those used last. */
const MOST_NAMED = 10_000;

function createSession(
	id: string,
	{ workflowType, batchSize }: SessionOptions,
	place: Place,
	track: Track | undefined,
): Session {
	const nextPosition = () => place.next++;
	const trackAt = (
		track: Track,
		operation: TrackedOperation,
		position: number,
	) => {
		const own = contextOf(operation);
		track(operation, {
			workflowType: own?.workflowType ?? workflowType,
			batchSize: own?.batchSize ?? batchSize,
			sequencePosition: own?.sequencePosition ?? position,
			sessionId: id,
		});
	};
	return {
		id,
		nextPosition,
		trackFfmpegOperation(operation) {
			const position = nextPosition();
			if (track !== undefined) trackAt(track, operation, position);
		},
		measure(operation, run) {
			const position = nextPosition();
			return measure(
				operation,
				run,
				track && ((measured) => trackAt(track, measured, position)),
			);
		},
	};
}

/** Of an operation that cannot be read, none: tracking says so. */
function contextOf(operation: TrackedOperation): WorkflowContext | undefined {
	try {
		const { workflowType, batchSize, sequencePosition } =
			operation.workflowContext ?? {};
		return { workflowType, batchSize, sequencePosition };
	} catch {
		return undefined;
	}
}
