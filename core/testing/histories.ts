import fc from "fast-check";
import type { WireEvent } from "../src/event/wire-event";

/** The clock of generated histories: two days after a month began. */
export const HISTORY_NOW = Date.UTC(2026, 10, 2, 12);

const MINUTE = 60_000;

/** Instants around which events cluster: some at hand, some let go, some of an earlier month. */
const ANCHORS = [
	HISTORY_NOW - 60 * MINUTE,
	HISTORY_NOW - 47.9 * 60 * MINUTE,
	HISTORY_NOW - 49 * 60 * MINUTE,
	Date.UTC(2026, 10, 1),
	Date.UTC(2026, 9, 12, 8),
	Date.UTC(2026, 8, 30, 23, 55),
];

/** User ids, as clients make them, whose shards differ. */
export const USERS = [0, 1, 2].map((n) => `0000000${n}`.padEnd(64, "a"));

/** What a generated event says; ids are given by {@link histories}. */
interface Drawn {
	readonly user: number;
	readonly anchor: number;
	readonly offset: number;
	readonly processingTime: number;
	readonly type: string;
	readonly success: boolean;
	readonly platform: "mcp" | "webapp";
	readonly session: string | undefined;
	readonly position: number | undefined;
	readonly workflowType: string | undefined;
	readonly media: Partial<WireEvent["operation"]>;
	readonly batchSize: number | undefined;
}

const offset = fc.oneof(
	fc.integer({ min: 0, max: 40 }).map((n) => n * MINUTE),
	fc.integer({ min: 0, max: 3 }).map((n) => n * (10 * MINUTE + 1)),
	fc.integer({ min: -3, max: 3 }),
);

const processingTime = fc.oneof(
	fc.constant(0),
	fc.integer({ min: 1, max: 5_000 }),
	fc.integer({ min: 5, max: 50 }).map((n) => n * MINUTE),
	fc.constant(60 * 60 * MINUTE),
);

/** What rules infer workflow types from. */
const media = fc.constantFrom(
	{},
	{ inputFormat: "wav", outputFormat: "mp3", parameters: '{"af":"loudnorm"}' },
	{ outputFormat: "hls" },
	{ outputFormat: "gif", parameters: '{"size":"1080x1920"}' },
);

/** Several users, platforms and sessions: everything at once. */
const anywhere: fc.Arbitrary<Drawn> = fc.record({
	user: fc.nat({ max: USERS.length - 1 }),
	anchor: fc.constantFrom(...ANCHORS),
	offset,
	processingTime,
	type: fc.constantFrom("trim", "resize", "to_mp3", "constructor"),
	success: fc.boolean(),
	platform: fc.constantFrom("mcp" as const, "webapp" as const),
	session: fc.constantFrom(undefined, undefined, "s1", "s2"),
	position: fc.option(fc.nat({ max: 5 }), { nil: undefined }),
	workflowType: fc.constantFrom(undefined, "podcast", "social_media"),
	media,
	batchSize: fc.constantFrom(undefined, 1, 2),
});

/** One trace whose events crowd around one instant, so that runs bridge, split and re-open. */
function crowdedAt(anchors: readonly number[]): fc.Arbitrary<Drawn> {
	return fc.record({
		user: fc.constant(0),
		anchor: fc.constantFrom(...anchors),
		offset: fc.integer({ min: -25, max: 25 }).map((n) => n * 4 * MINUTE),
		processingTime,
		type: fc.constantFrom("trim", "resize"),
		success: fc.boolean(),
		platform: fc.constant("mcp" as const),
		session: fc.constant(undefined),
		position: fc.constant(undefined),
		workflowType: fc.constantFrom(undefined, undefined, "podcast"),
		media,
		batchSize: fc.constant(undefined),
	});
}

/** Histories of up to `maxLength` events with distinct ids, in order of arrival. */
export function histories(maxLength: number): fc.Arbitrary<WireEvent[]> {
	const kinds = [
		anywhere,
		crowdedAt([HISTORY_NOW - 48 * 60 * MINUTE]),
		crowdedAt(ANCHORS.slice(3)),
	];
	return fc
		.oneof(
			...kinds.map((kind) =>
				fc.array(kind, { minLength: 1, maxLength, size: "max" }),
			),
		)
		.map((drawn) => drawn.map(asWireEvent));
}

function asWireEvent(drawn: Drawn, index: number): WireEvent {
	return {
		// Letters of both cases, so that ASCII order differs from that of a dictionary.
		id: `${index % 2 === 0 ? "a" : "B"}${index}`,
		timestamp: drawn.anchor + drawn.offset,
		userId: USERS[drawn.user] ?? "",
		platform: drawn.platform,
		operation: {
			type: drawn.type,
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: "{}",
			fileSize: 1_000 + index,
			...drawn.media,
		},
		metrics: {
			success: drawn.success,
			processingTime: drawn.processingTime,
		},
		context: {
			...(drawn.session === undefined ? {} : { sessionId: drawn.session }),
			...(drawn.position === undefined
				? {}
				: { sequencePosition: drawn.position }),
			...(drawn.workflowType === undefined
				? {}
				: { workflowType: drawn.workflowType }),
			...(drawn.batchSize === undefined ? {} : { batchSize: drawn.batchSize }),
		},
	};
}
