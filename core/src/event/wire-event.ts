import { z } from "zod";
import {
	EVENT_LIMITS,
	FORMAT_PATTERN,
	IDENTIFIER_PATTERN,
	PLATFORMS,
	SLUG_PATTERN,
	USER_ID_PATTERN,
} from "./event-bounds";

/** What reports call the workflow type of events that carry none. */
export const UNSPECIFIED_WORKFLOW_TYPE = "unspecified";

const identifier = z
	.string()
	.regex(IDENTIFIER_PATTERN, "must be 1 to 128 of A-Z a-z 0-9 _ -");

/** What an operation or a workflow is called; see {@link SLUG_PATTERN}. */
export const slugSchema = z
	.string()
	.regex(
		SLUG_PATTERN,
		"must be 1 to 64 of a-z 0-9 _ . - and begin with a letter or digit",
	);

const format = z
	.string()
	.regex(
		FORMAT_PATTERN,
		"must be 1 to 64 of a-z 0-9 _ , . + - and begin with a letter or digit; send `unknown` where the host does not know",
	);

const byteCount = z.int().min(0).max(EVENT_LIMITS.bytes);

const isoInstant = z.iso
	.datetime({
		offset: true,
		error: "must be ISO 8601 with a zone, or epoch milliseconds",
	})
	.transform((text) => Math.floor(Date.parse(text)));

const epochMs = z
	.number()
	.min(-EVENT_LIMITS.timestampMs)
	.max(EVENT_LIMITS.timestampMs)
	.transform(Math.floor);

/** ISO 8601 with a zone, or epoch ms; parsed to epoch ms, a fraction of a millisecond cut off. */
export const instantSchema = z
	.union([isoInstant, epochMs], {
		error: ({ input }) =>
			input === undefined
				? "is missing"
				: "must be ISO 8601 with a zone, or epoch milliseconds",
	})
	.meta({
		id: "Instant",
		description:
			"ISO 8601 with a zone (`2026-11-22T12:00:00.000Z`), or epoch milliseconds. A fraction of a millisecond is cut off.",
	});

/**
 * JSON Schema counts code points: whatever is too long there is too long here, and the words say
 * how the rest is counted.
 */
const parameters = z
	.string()
	.refine(...lengthUpTo(EVENT_LIMITS.parametersLength))
	.refine(isJsonObject, "must be a string that holds a JSON object")
	.meta({
		maxLength: EVENT_LIMITS.parametersLength,
		contentMediaType: "application/json",
		contentSchema: { type: "object" },
		description: `The operation's parameters: a string that holds a JSON object. Paths, names, texts and other private values in it are replaced by marks before it is stored. At most ${EVENT_LIMITS.parametersLength} UTF-16 units; a character outside the Basic Multilingual Plane counts as two.`,
	});

/** A user as hosts name them. */
export const userIdSchema = z
	.string()
	.regex(
		USER_ID_PATTERN,
		"must be 64 lower-case hex digits: HMAC-SHA-256 of the user's id under the host's salt, never a raw identity",
	)
	.describe(
		"HMAC-SHA-256 of the user's id (NFC, UTF-8) under the host's salt, in lower-case hex; never a raw identity",
	);

/**
 * One operation as a host reports it: the single source of server validation, client types,
 * OpenAPI and docs. Every object is strict, so that a misspelt key is an error and not a loss.
 */
export const wireEventSchema = z
	.strictObject({
		id: identifier.describe(
			"Made by the client, the same on every retry: the idempotency key. A UUID: ids are shared by all who send events, and one that can be guessed can be taken",
		),
		timestamp: instantSchema.describe("When the operation ended"),
		userId: userIdSchema,
		platform: z.enum(PLATFORMS).describe("The host that reports"),
		operation: z.strictObject({
			type: slugSchema.describe("What was done: `trim`, `to_mp3`"),
			inputFormat: format.describe("`unknown` where the host does not know"),
			outputFormat: format.describe("`unknown` where the host does not know"),
			parameters,
			fileSize: byteCount.describe("The input's size, bytes"),
		}),
		metrics: z.strictObject({
			success: z.boolean().describe("Whether the operation succeeded"),
			processingTime: z
				.int()
				.min(0)
				.max(EVENT_LIMITS.processingTimeMs)
				.describe("How long it took, milliseconds; at most 7 days"),
			errorMessage: z
				.string()
				.refine(...lengthUpTo(EVENT_LIMITS.errorMessageLength))
				.meta({
					maxLength: EVENT_LIMITS.errorMessageLength,
					description: `What FFmpeg said when it failed. Private values in it are replaced by marks before it is stored. At most ${EVENT_LIMITS.errorMessageLength} UTF-16 units; a character outside the Basic Multilingual Plane counts as two.`,
				})
				.optional(),
			memoryUsage: byteCount
				.describe("The most memory it used, bytes")
				.optional(),
		}),
		context: z
			.strictObject({
				workflowType: slugSchema
					.describe("`music_video`, `podcast`, `social_media`, ...")
					.optional(),
				sequencePosition: z
					.int()
					.min(0)
					.describe("The operation's place in its session, counted by the host")
					.optional(),
				batchSize: z
					.int()
					.min(1)
					.describe("Of how many files processed together this is one")
					.optional(),
				sessionId: identifier
					.describe(
						"Groups the user's operations; without one, idle time ends a session (10 minutes, unless the home sets another)",
					)
					.optional(),
			})
			.default({}),
	})
	.meta({
		id: "OperationEvent",
		description:
			"One FFmpeg operation, as a host reports it. Unknown members are refused, at every depth.",
	});

/** A valid event; `timestamp` is epoch ms whatever form it came in. */
export type WireEvent = z.output<typeof wireEventSchema>;

/** What a client may write for {@link WireEvent}. */
export type WireEventInput = z.input<typeof wireEventSchema>;

/** In UTF-16 units; zod's own `max` counts code points. */
function lengthUpTo(limit: number) {
	return [
		(text: string) => text.length <= limit,
		{
			error: `must have at most ${limit} characters (UTF-16 units)`,
			abort: true,
		},
	] as const;
}

function isJsonObject(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === "object" && value !== null && !Array.isArray(value);
	} catch {
		return false;
	}
}
