import fc from "fast-check";
import type { SegmentedCounts } from "../sessions/contribution";
import { packSegments, unpackSegments } from "./packed-segments";

const count = fc.option(
	fc.integer({ min: -(2 ** 40), max: 2 ** 50 }).filter((each) => each !== 0),
	{ nil: undefined },
);

/** Counts as a tally has them: none that is zero. */
const counts = fc
	.record({
		frequency: count,
		sessions: count,
		successes: count,
		durationMs: count,
	})
	.map((drawn) => JSON.parse(JSON.stringify(drawn)) as Record<string, number>)
	.filter((drawn) => Object.keys(drawn).length > 0);

const segments = fc.dictionary(
	fc.constantFrom(
		"mcp|",
		"mcp|podcast",
		"webapp|?podcast.audio_only",
		"webapp|a.b_c-d",
	),
	counts,
) as fc.Arbitrary<SegmentedCounts>;

describe("packSegments", () => {
	it("is text that gives the same counts again", () => {
		fc.assert(
			fc.property(segments, (drawn) => {
				expect(unpackSegments(packSegments(drawn))).toEqual(drawn);
			}),
		);
	});

	it("is empty for no counts, and only for them", () => {
		expect(packSegments({})).toBe("");
		expect(unpackSegments("")).toEqual({});
		expect(packSegments({ "mcp|": { frequency: 1 } })).toBe("mcp| 1 0 0 0");
	});
});
