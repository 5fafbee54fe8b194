import {
	fieldErrorSchema,
	type Immutable,
	MAX_FIELD_ERRORS,
	type RejectionCode,
	type Verdict,
} from "@ffmpeg-analytics/core";
import { z } from "zod";

/**
 * Errors of a batch, all events together; beyond it each event names its first one. Otherwise a small
 * body of many mistakes would be answered at a thousand times its length.
 */
export const MAX_BATCH_ERRORS = 1_000;

const countSchema = z.int().min(0);

const storedStatus = z.enum(["stored", "duplicate"]);

/** What became of an event that was sent by itself. Other outcomes are problems. */
export const eventAnswerSchema = z
	.object({ id: z.string().describe("The event's"), status: storedStatus })
	.meta({
		id: "EventAnswer",
		description:
			"The event is stored: now, or before with the same content (`duplicate`).",
	});

const index = countSchema.describe("The event's place in `events`, from 0");

/** Why events are rejected. */
export const REJECTION_CODES = [
	"invalid_event",
	"too_old",
	"erased",
	"id_conflict",
] as const satisfies readonly RejectionCode[];

const verdictSchema = z
	.union([
		z.object({
			index,
			id: z.string().describe("The event's"),
			status: z
				.enum([...storedStatus.options, "retry"])
				.describe(
					"`retry`: it may or may not have been stored; send it again after `Retry-After`",
				),
		}),
		z.object({
			index,
			id: z
				.string()
				.nullable()
				.describe(
					"As the client wrote it, its first 128 characters; null if it was no string",
				),
			status: z.literal("rejected"),
			code: z
				.enum(REJECTION_CODES)
				.describe("Why; see the table of problem codes"),
			errors: z
				.array(fieldErrorSchema)
				.max(MAX_FIELD_ERRORS)
				.describe(
					`What is wrong in the event, by field; the first ${MAX_FIELD_ERRORS}, and fewer where a batch has more than ${MAX_BATCH_ERRORS} in all`,
				),
		}),
	])
	.meta({
		id: "EventVerdict",
		description: "What became of one event of a batch.",
	});

/** What became of a batch. */
export const batchAnswerSchema = z
	.object({
		stored: countSchema.describe("Events stored now"),
		duplicates: countSchema.describe(
			"Events stored before with the same content",
		),
		rejected: countSchema.describe("Events that will never be stored"),
		results: z
			.array(verdictSchema)
			.describe("One verdict each, in the order of `events`"),
	})
	.meta({
		id: "BatchAnswer",
		description:
			"What became of each event of a batch. Where nothing of it is stored and something must come again, the answer is a 503 instead.",
	});

/** What became of the events of a batch, in the words of the wire. */
export function describeVerdicts(
	verdicts: readonly Verdict[],
): Immutable<z.output<typeof verdictSchema>>[] {
	let room = MAX_BATCH_ERRORS;
	return verdicts.map((verdict, index) => {
		const { id, status } = verdict;
		if (status !== "rejected") return { index, id, status };
		const errors = verdict.errors.slice(0, Math.max(1, room));
		room -= errors.length;
		return { index, id, status, code: verdict.code, errors };
	});
}
