/** Bounds of the wire form. Lengths count UTF-16 units. */
export const EVENT_LIMITS = {
	idLength: 128,
	parametersLength: 8_192,
	errorMessageLength: 2_000,
	/** 1 PiB, far above any file or memory that FFmpeg handles. */
	bytes: 2 ** 50,
	/** 7 days. */
	processingTimeMs: 7 * 24 * 60 * 60 * 1000,
	/** The largest instant that ECMAScript's `Date` can hold. */
	timestampMs: 8.64e15,
	eventsPerBatch: 500,
} as const;

export const PLATFORMS = ["mcp", "komposteur", "webapp"] as const;

/** A host that reports operations. */
export type Platform = (typeof PLATFORMS)[number];

/** What an operation type or a workflow type may look like (`trim`, `to_mp3`, `social_media`). */
export const SLUG_PATTERN = /^[a-z0-9][a-z0-9_.-]{0,63}$/;

/** What an input or output format may look like (`mp4`, `mov,mp4,m4a`). */
export const FORMAT_PATTERN = /^[a-z0-9][a-z0-9_,.+-]{0,63}$/;

/** What the id of an event or of a session may look like. */
export const IDENTIFIER_PATTERN = /^[A-Za-z0-9_-]{1,128}$/;

/** What a user's id looks like once it is hashed. */
export const USER_ID_PATTERN = /^[0-9a-f]{64}$/;
