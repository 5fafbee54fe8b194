import fc from "fast-check";
import type { PatternMonth } from "./delta";
import { addPatternMonths, MAX_SEGMENTS_PER_MONTH } from "./pattern-months";

const MONTH = "2026-11";

const change = (segment: string, frequency: number) => ({
	[MONTH]: { segments: { [segment]: { frequency, sessions: frequency } } },
});

describe("addPatternMonths", () => {
	it("keeps as many segments apart as a month holds, and counts further ones as other", () => {
		const months: { [month: string]: PatternMonth } = {};
		for (let type = 0; type < MAX_SEGMENTS_PER_MONTH; type++)
			addPatternMonths(months, change(`mcp|t${type}`, 1));
		expect(Object.keys(months[MONTH]?.segments ?? {})).toHaveLength(
			MAX_SEGMENTS_PER_MONTH,
		);
		expect(months[MONTH]).not.toHaveProperty("segmentsFull");
		addPatternMonths(months, change("mcp|one_more", 2));
		addPatternMonths(months, change("webapp|?podcast.audio_only", 3));
		addPatternMonths(months, change("mcp|t0", 4));
		const { segments = {} } = months[MONTH] ?? {};
		expect(Object.keys(segments)).toHaveLength(MAX_SEGMENTS_PER_MONTH + 2);
		expect(segments["mcp|other"]?.frequency).toBe(2);
		expect(segments["webapp|other"]?.frequency).toBe(3);
		expect(segments["mcp|t0"]?.frequency).toBe(5);
	});

	it("can take everything back, in any order", () => {
		const step = fc.record({
			segment: fc.constantFrom("mcp|a", "mcp|b", "mcp|", "webapp|a", "mcp|c"),
			frequency: fc.integer({ min: 1, max: 3 }),
		});
		fc.assert(
			fc.property(
				fc.array(step, { maxLength: 12 }).chain((steps) =>
					fc.tuple(
						fc.constant(steps),
						fc.shuffledSubarray(
							[...steps.keys()].flatMap((index) => [index, index]),
							{ minLength: steps.length * 2 },
						),
					),
				),
				([steps, order]) => {
					const months: { [month: string]: PatternMonth } = {};
					const added = new Set<number>();
					for (const index of order) {
						const { segment = "", frequency = 0 } = steps[index] ?? {};
						// A step is added where it comes first, and taken back where it comes again.
						const sign = added.has(index) ? -1 : 1;
						added.add(index);
						addPatternMonths(months, change(segment, sign * frequency), 2);
						for (const counts of Object.values(months[MONTH]?.segments ?? {}))
							expect(counts.frequency).toBeGreaterThan(0);
					}
					expect(months).toEqual({});
				},
			),
		);
	});

	it("keeps a month whose users are not taken back yet, and forgets it with them", () => {
		const months: { [month: string]: PatternMonth } = {};
		const users = { [MONTH]: { users: { "-": 1 } } };
		addPatternMonths(months, { ...change("mcp|", 1) });
		addPatternMonths(months, users);
		addPatternMonths(months, change("mcp|", -1));
		expect(months).toEqual({ [MONTH]: { users: { "-": 1 } } });
		addPatternMonths(months, { [MONTH]: { users: { "-": -1 } } });
		expect(months).toEqual({});
	});
});
