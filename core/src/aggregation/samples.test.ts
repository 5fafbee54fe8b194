import fc from "fast-check";
import { emptyDelta, type PatternDelta } from "./delta";
import {
	changeSamples,
	forgetUser,
	noteSample,
	SAMPLE_LIMITS,
	type Sample,
	userTagOf,
} from "./samples";
import { changePattern, FIRST_MONTH, sumDeltas } from "./totals";

const NOVEMBER = Date.UTC(2026, 10, 1);

/** The delta of a page in which these users did it, one occurrence each. */
function deltaOf(...samples: [tag: string, ...Sample][]): PatternDelta {
	const delta: PatternDelta = {
		months: { "2026-11": { segments: { "mcp|": { frequency: 1 } } } },
	};
	for (const [tag, ...sample] of samples) noteSample(delta, tag, sample);
	return delta;
}

const patternAfter = (...deltas: PatternDelta[]) =>
	changePattern(
		"a->b",
		undefined,
		sumDeltas(
			deltas.map((delta) => ({ ...emptyDelta(), patterns: { "a->b": delta } })),
		).patterns["a->b"] ?? { months: {} },
		FIRST_MONTH,
	);

function forgetting(userId: string): PatternDelta {
	const delta = emptyDelta();
	forgetUser(delta, userId, ["a->b"]);
	return delta.patterns["a->b"] as PatternDelta;
}

describe("the samples of a page", () => {
	it("keep a user's latest, by id where the times are equal", () => {
		const delta = deltaOf(["u", 5, "b"], ["u", 4, "z"], ["u", 5, "a"]);
		expect(delta.samples).toEqual({ u: [5, "b"] });
		noteSample(delta, "u", [5, "c"]);
		expect(delta.samples).toEqual({ u: [5, "c"] });
	});

	it("hold five users, the latest", () => {
		const all = Array.from(
			{ length: SAMPLE_LIMITS.delta + 2 },
			(_, index): [string, number, string] => [`u${index}`, 10 - index, "e"],
		);
		for (const order of [all, all.toReversed()])
			expect(Object.keys(deltaOf(...order).samples ?? {}).sort()).toEqual(
				all.slice(0, SAMPLE_LIMITS.delta).map(([tag]) => tag),
			);
	});
});

describe("the samples of a pattern", () => {
	it("are the latest of up to 16 users, whatever the order of the pages", () =>
		fc.assert(
			fc.property(
				fc.array(
					fc.array(
						fc
							.tuple(fc.nat(24), fc.nat(50), fc.constantFrom("a", "b"))
							.map(([user, ms, letter]): [string, number, string] => [
								`u${user}`,
								NOVEMBER + ms,
								`${letter}-${user}`,
							]),
						{ maxLength: SAMPLE_LIMITS.delta },
					),
					{ minLength: 1, maxLength: 20 },
				),
				(pages) => {
					const deltas = pages.map((page) => deltaOf(...page));
					const record = patternAfter(...deltas);
					expect(patternAfter(...deltas.toReversed())).toEqual(record);
					let oneByOne: ReturnType<typeof patternAfter>;
					for (const delta of deltas)
						oneByOne = changePattern("a->b", oneByOne, delta, FIRST_MONTH);
					const latest = new Map<string, Sample>();
					for (const [tag, ...sample] of pages.flat()) {
						const known = latest.get(tag) ?? [0, ""];
						if (compare(sample, known) > 0) latest.set(tag, sample);
					}
					const expected = [...latest]
						.sort(([, a], [, b]) => compare(b, a))
						.slice(0, SAMPLE_LIMITS.pattern);
					expect(record?.samples ?? {}).toEqual(Object.fromEntries(expected));
					expect(oneByOne?.samples ?? {}).toEqual(Object.fromEntries(expected));
				},
			),
		));

	it("forget a user, count it, and may know them again by what they do later", () => {
		const user = "ab".repeat(32);
		const tag = userTagOf(user);
		const before = deltaOf([tag, NOVEMBER, "e1"], ["v", NOVEMBER, "e2"]);
		const record = patternAfter(before, forgetting(user));
		expect(record).toMatchObject({ forgotten: 1 });
		expect(record?.samples).toEqual({ v: [NOVEMBER, "e2"] });
		const later = deltaOf([tag, NOVEMBER + 1, "e3"]);
		const again = patternAfter(before, forgetting(user), later);
		expect(again).toMatchObject({ forgotten: 1 });
		expect(again?.samples?.[tag]).toEqual([NOVEMBER + 1, "e3"]);
	});

	it("go with their months", () => {
		const samples: Record<string, Sample> = {
			old: [NOVEMBER - 1, "e1"],
			live: [NOVEMBER, "e2"],
		};
		expect(changeSamples(samples, {}, "2026-11")).toEqual({
			live: [NOVEMBER, "e2"],
		});
	});
});

function compare([endA, idA]: Sample, [endB, idB]: Sample): number {
	return endA - endB || (idA < idB ? -1 : idA > idB ? 1 : 0);
}
