import { MAX_SESSION_EVENTS } from "./session";
import { WindowCounter, type WindowFigures } from "./window-counter";

type Added = [
	type: string,
	success?: boolean,
	durationMs?: number,
	endedAt?: number,
];

function count(windows: WindowCounter, operations: readonly Added[]) {
	for (const [type, success = true, durationMs = 1, endedAt = 0] of operations)
		windows.addOperation(
			windows.dictionary.typeOf(type),
			success,
			durationMs,
			endedAt,
		);
	const found: Record<string, WindowFigures> = {};
	windows.count((pattern, figures) => {
		found[windows.dictionary.nameOf(pattern)] = { ...figures };
	});
	return found;
}

const namesOf = (types: string) =>
	Object.keys(
		count(
			new WindowCounter(),
			[...types].map((type): Added => [type]),
		),
	);

describe("WindowCounter", () => {
	it("joins a retry: the last attempt decides, the durations add up", () => {
		const found = count(new WindowCounter(), [
			["trim", false, 5, 10],
			["trim", true, 7, 19],
			["resize", true, 1, 12],
		]);
		expect(found).toEqual({
			"trim->resize": {
				frequency: 1,
				successes: 1,
				durationMs: 13,
				firstEndedAt: 19,
				lastEndedAt: 19,
				lastOperation: 1,
			},
		});
	});

	it("fails an occurrence one of whose steps failed in the end", () => {
		const found = count(new WindowCounter(), [
			["trim", true],
			["trim", false],
			["resize", true],
			["to_mp3", true],
		]);
		expect(found["trim->resize"]?.successes).toBe(0);
		expect(found["trim->resize->to_mp3"]?.successes).toBe(0);
		expect(found["resize->to_mp3"]?.successes).toBe(1);
	});

	it("counts windows that overlap, and knows the first and the last", () => {
		const found = count(new WindowCounter(), [
			["a", true, 1, 10],
			["b", false, 2, 20],
			["a", true, 3, 30],
			["b", true, 4, 40],
		]);
		expect(found["a->b"]).toEqual({
			frequency: 2,
			successes: 1,
			durationMs: 10,
			firstEndedAt: 20,
			lastEndedAt: 40,
			lastOperation: 3,
		});
	});

	it("makes windows of 2 to 6 steps", () => {
		expect(namesOf("a")).toEqual([]);
		expect(namesOf("aa")).toEqual([]);
		expect(namesOf("ab")).toEqual(["a->b"]);
		const names = namesOf("abcdefg");
		const lengths = names.map((name) => name.split("->").length);
		expect(names).toHaveLength(6 + 5 + 4 + 3 + 2);
		expect(Math.min(...lengths)).toBe(2);
		expect(Math.max(...lengths)).toBe(6);
	});

	it("begins every session anew", () => {
		const windows = new WindowCounter();
		const first = count(windows, [["a"], ["b"]]);
		expect(count(windows, [["b"]])).toEqual({});
		expect(count(windows, [["a"], ["b"]])).toEqual(first);
	});

	it("takes the longest session of all, with a type for each operation", () => {
		const types = Array.from(
			{ length: MAX_SESSION_EVENTS },
			(_, n): Added => [`t${n}`],
		);
		const found = count(new WindowCounter(), types);
		const expected = [1, 2, 3, 4, 5].map((less) => MAX_SESSION_EVENTS - less);
		expect(Object.keys(found)).toHaveLength(
			expected.reduce((sum, windows) => sum + windows, 0),
		);
	});
});
