import fc from "fast-check";
import {
	changedEvent,
	type EventMaker,
	mutatedEvent,
	noEvent,
	validEvent,
} from "./event-arbitrary.ts";
import { JsonMembers, type JsonTree, textOf } from "./json-tree.ts";
import { nastyKey, nastyValue } from "./nasty-values.ts";

/** A body that has yet to get the prefix of its ids. */
export type DocumentMaker = (prefix: string) => JsonTree;

type Members = readonly (readonly [string, JsonTree])[];

/** Members beside the events: mostly none, or when it was sent. */
const besides: fc.Arbitrary<Members> = fc.oneof(
	{ weight: 4, arbitrary: fc.constant([]) },
	{
		weight: 3,
		arbitrary: fc
			.tuple(
				fc.constantFrom(0, 59_000, 61_000, -61_000, 3_600_000, -86_400_000),
				fc.boolean(),
			)
			.map(([skew, iso]): Members => {
				const at = Date.now() + skew;
				return [["sentAt", iso ? new Date(at).toISOString() : at]];
			}),
	},
	{
		weight: 1,
		arbitrary: nastyValue.map((value): Members => [["sentAt", value]]),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(nastyKey, nastyValue)
			.map((member): Members => [member]),
	},
);

const batchOf = (
	events: fc.Arbitrary<EventMaker[]>,
	more: fc.Arbitrary<Members>,
): fc.Arbitrary<DocumentMaker> =>
	fc.tuple(events, more).map(
		([makers, members]) =>
			(prefix) =>
				new JsonMembers([
					...members,
					["events", makers.map((make, index) => make(`${prefix}-${index}`))],
				]),
	);

const anyEvent = fc.oneof(
	{ weight: 3, arbitrary: mutatedEvent },
	{ weight: 2, arbitrary: validEvent },
	{ weight: 1, arbitrary: noEvent },
);

/** Any body: one event, a batch, or something else. */
export const anyDocument: fc.Arbitrary<DocumentMaker> = fc.oneof(
	{ weight: 5, arbitrary: anyEvent },
	{
		weight: 5,
		arbitrary: batchOf(fc.array(anyEvent, { maxLength: 6 }), besides),
	},
	{
		weight: 1,
		arbitrary: fc.tuple(nastyValue, besides).map(
			([value, more]) =>
				() =>
					new JsonMembers([["events", value], ...more]),
		),
	},
	{
		weight: 1,
		arbitrary: fc
			.array(fc.tuple(nastyKey, nastyValue), { maxLength: 4 })
			.map((members) => () => new JsonMembers(members)),
	},
);

/**
 * Batches in which valid events stand between bad ones, events come again as they were, and others
 * come under the id of one before.
 */
export const mixedBatch: fc.Arbitrary<DocumentMaker> = batchOf(
	fc
		.array(
			fc.record({
				event: anyEvent,
				again: fc.constantFrom("no", "no", "no", "same", "other"),
				of: fc.nat(),
			}),
			{ minLength: 1, maxLength: 40 },
		)
		.map((entries) =>
			entries.map(({ event, again, of }, index): EventMaker => {
				const earlier = of % (index + 1);
				const original = entries[earlier]?.event;
				if (again === "no" || original === undefined) return event;
				const repeated = changedEvent(original, again === "same");
				return (id) => repeated(id.replace(/\d+$/, String(earlier)));
			}),
		),
	fc.constant([]),
);

/** One event with an unknown member that fills the body to exactly so many bytes. */
export function paddedEvent(event: EventMaker, bytes: number): DocumentMaker {
	return (prefix) => filled(event(prefix), bytes);
}

/** A batch of the event and of text that is none, exactly so many bytes. */
export function paddedBatch(event: EventMaker, bytes: number): DocumentMaker {
	return (prefix) => {
		const bare = (filling: string) =>
			new JsonMembers([["events", [event(prefix), filling]]]);
		const room = bytes - Buffer.byteLength(textOf(bare("")));
		return bare(" ".repeat(Math.max(0, room)));
	};
}

function filled(tree: JsonTree, bytes: number): JsonTree {
	const members = tree instanceof JsonMembers ? tree.members : [];
	const bare = (filling: string) =>
		new JsonMembers([...members, ["x", filling]]);
	const room = bytes - Buffer.byteLength(textOf(bare("")));
	return bare(" ".repeat(Math.max(0, room)));
}
