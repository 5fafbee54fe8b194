import fc from "fast-check";
import {
	JsonMembers,
	type JsonTree,
	type Mutation,
	mutate,
	type Path,
	treeOf,
} from "./json-tree.ts";
import {
	adversarialText,
	NASTY_CONSTANTS,
	NASTY_KEYS,
	nastyKey,
	nastyValue,
	parametersText,
} from "./nasty-values.ts";

const PEBIBYTE = 2 ** 50;
const WEEK_MS = 7 * 86_400_000;
const YEAR_MS = 365 * 86_400_000;

const edgesOr = (min: number, max: number) =>
	fc.oneof(
		fc.constantFrom(min, min + 1, max - 1, max),
		fc.integer({ min, max }),
	);

const slug = fc.oneof(
	fc.constantFrom("trim", "resize", "to_mp3", "0", "a_.-", "z".repeat(64)),
	fc.stringMatching(/^[a-z0-9][a-z0-9_.-]{0,10}$/),
);

const format = fc.oneof(
	fc.constantFrom("mp4", "unknown", "mov,mp4,m4a", "a+b-c", "9".repeat(64)),
	fc.stringMatching(/^[a-z0-9][a-z0-9_,.+-]{0,10}$/),
);

const hex = fc
	.constantFrom("0", "f", "7", "ab")
	.map((digit) => digit.repeat(64).slice(0, 64));

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) =>
	fc.option(arbitrary, { nil: undefined });

/**
 * A time at which an operation may have ended, as a host may write it: within the retention time
 * by a wide margin, or in the future.
 */
const timestamp = fc
	.tuple(
		fc.oneof(
			fc.integer({ min: 0, max: 86_400_000 }),
			fc.integer({ min: 0, max: YEAR_MS - 3_600_000 }),
			fc.integer({ min: -WEEK_MS, max: 0 }),
		),
		fc.constantFrom("ms", "fraction", "iso", "offset"),
	)
	.map(([ageMs, form]) => {
		const at = Date.now() - ageMs;
		switch (form) {
			case "ms":
				return at;
			case "fraction":
				return at + 0.75;
			case "iso":
				return new Date(at).toISOString();
			default:
				return `${new Date(at + 19_800_000).toISOString().slice(0, -1)}+05:30`;
		}
	});

/** A valid event without its id, of every kind that is valid, with the edges of the bounds. */
const validFields = fc.record({
	timestamp,
	userId: hex,
	platform: fc.constantFrom("mcp", "komposteur", "webapp"),
	operation: fc.record({
		type: slug,
		inputFormat: format,
		outputFormat: format,
		parameters: fc.oneof(
			{
				weight: 3,
				arbitrary: fc.constantFrom("{}", '{"crf":23,"preset":"slow"}'),
			},
			{ weight: 1, arbitrary: parametersText(8_192) },
		),
		fileSize: edgesOr(0, PEBIBYTE),
	}),
	metrics: fc.record({
		success: fc.boolean(),
		processingTime: edgesOr(0, WEEK_MS),
		errorMessage: optional(adversarialText(2_000)),
		memoryUsage: optional(edgesOr(0, PEBIBYTE)),
	}),
	context: optional(
		fc.record({
			workflowType: optional(slug),
			sequencePosition: optional(edgesOr(0, Number.MAX_SAFE_INTEGER)),
			batchSize: optional(edgesOr(1, Number.MAX_SAFE_INTEGER)),
			sessionId: optional(fc.constantFrom("s", "-_9", "S".repeat(128))),
		}),
	),
});

/** Every place in an event. */
const PATHS: readonly Path[] = [
	...[
		"id",
		"timestamp",
		"userId",
		"platform",
		"operation",
		"metrics",
		"context",
	].map((field) => [field]),
	...["type", "inputFormat", "outputFormat", "parameters", "fileSize"].map(
		(field) => ["operation", field],
	),
	...["success", "processingTime", "errorMessage", "memoryUsage"].map(
		(field) => ["metrics", field],
	),
	...["workflowType", "sequencePosition", "batchSize", "sessionId"].map(
		(field) => ["context", field],
	),
];

const OBJECT_PATHS: readonly Path[] = [
	[],
	["operation"],
	["metrics"],
	["context"],
];

const path = fc.constantFrom(...PATHS);
const objectPath = fc.constantFrom(...OBJECT_PATHS);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant("set" as const),
			path,
			value: nastyValue,
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant("remove" as const), path }),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant("add" as const),
			path: objectPath,
			key: nastyKey,
			value: nastyValue,
			first: fc.boolean(),
		}),
	},
);

/** An event that has yet to get its id: a function, so that no two runs share one. */
export type EventMaker = (id: string) => JsonTree;

/** Valid events. */
export const validEvent: fc.Arbitrary<EventMaker> = validFields.map(
	(fields) => (id) => treeOf({ id, ...fields }),
);

/** Events with one to three things changed: mostly invalid, sometimes valid by chance. */
export const mutatedEvent: fc.Arbitrary<EventMaker> = fc
	.tuple(validEvent, fc.array(mutation, { minLength: 1, maxLength: 3 }))
	.map(
		([event, mutations]) =>
			(id) =>
				mutations.reduce<JsonTree>(mutate, event(id)),
	);

/** A valid event with every fixed change at every place, one at a time: some 3,000 events. */
export function everyChange(): EventMaker[] {
	const mutations: Mutation[] = [
		...PATHS.flatMap((path) => [
			{ kind: "remove" as const, path },
			...NASTY_CONSTANTS.map((value) => ({
				kind: "set" as const,
				path,
				value,
			})),
		]),
		...OBJECT_PATHS.flatMap((path) =>
			NASTY_KEYS.flatMap((key) =>
				[true, false].map((first) => ({
					kind: "add" as const,
					path,
					key,
					first,
					value: null,
				})),
			),
		),
	];
	return mutations.map(
		(change) => (id) => mutate(treeOf({ id, ...FULL_EVENT }), change),
	);
}

/** Has every field that there is. */
const FULL_EVENT = {
	timestamp: Date.now(),
	userId: "0".repeat(64),
	platform: "mcp",
	operation: {
		type: "trim",
		inputFormat: "mp4",
		outputFormat: "mp4",
		parameters: "{}",
		fileSize: 1,
	},
	metrics: {
		success: false,
		processingTime: 1,
		errorMessage: "Conversion failed!",
		memoryUsage: 1,
	},
	context: {
		workflowType: "podcast",
		sequencePosition: 1,
		batchSize: 1,
		sessionId: "s",
	},
};

/** Anything at all in an event's place. */
export const noEvent: fc.Arbitrary<EventMaker> = nastyValue.map(
	(value) => () => value,
);

/** The same operation again: as it was, or with something else in it. */
export const changedEvent = (event: EventMaker, same: boolean): EventMaker =>
	same
		? event
		: (id) => {
				const tree = event(id);
				return tree instanceof JsonMembers
					? mutate(tree, {
							kind: "set",
							path: ["metrics"],
							value: treeOf({ success: true, processingTime: 123_456_789 }),
						})
					: tree;
			};
