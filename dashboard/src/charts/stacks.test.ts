import { mostOf, stacksOf } from "./stacks";

const DAYS: readonly Readonly<Record<string, number>>[] = [
	{ a: 5, b: 3, c: 2 },
	{ b: 1, d: 1 },
	{},
];

describe("counts of days", () => {
	it("become one stack for each key, with nothing where a day has none", () => {
		expect(stacksOf(["a", "b"], DAYS, (key) => key.toUpperCase())).toEqual([
			{ name: "A", counts: [5, 0, 0] },
			{ name: "B", counts: [3, 1, 0] },
		]);
	});

	it("keep their sum when the rest goes under other", () => {
		const { keys, days } = mostOf(["a", "b", "c", "d"], DAYS, 3);
		expect(keys).toEqual(["a", "b", "other"]);
		expect(days).toEqual([{ a: 5, b: 3, other: 2 }, { b: 1, other: 1 }, {}]);
	});

	it("stay as they are where there are few", () => {
		expect(mostOf(["a", "b", "c", "d"], DAYS, 4).days).toBe(DAYS);
	});
});
