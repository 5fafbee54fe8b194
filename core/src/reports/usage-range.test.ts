import {
	audienceOf,
	BadRangeError,
	liveMonths,
	MAX_REPORT_DAYS,
	rangeOf,
} from "./usage-range";

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY_MS = 86_400_000;

describe("the range of a report", () => {
	it("is the 30 days up to today unless the query says otherwise", () => {
		expect(rangeOf({}, NOW)).toMatchObject({
			start: "2026-10-24",
			end: "2026-11-23",
		});
		expect(rangeOf({ end: "2026-03-01" }, NOW)).toMatchObject({
			start: "2026-01-30",
			end: "2026-03-01",
		});
		expect(rangeOf({ start: "2026-11-22" }, NOW).end).toBe("2026-11-23");
	});

	it("has at least a day, and at most so many", () => {
		const start = "2026-01-01";
		const after = (days: number) =>
			new Date(Date.parse(start) + days * DAY_MS).toISOString().slice(0, 10);
		for (const days of [1, MAX_REPORT_DAYS])
			expect(rangeOf({ start, end: after(days) }, NOW).end).toBe(after(days));
		for (const days of [-1, 0, MAX_REPORT_DAYS + 1])
			expect(() => rangeOf({ start, end: after(days) }, NOW)).toThrow(
				BadRangeError,
			);
	});

	it("touches months, of which dropped ones do not count", () => {
		const range = rangeOf({ start: "2026-01-31", end: "2026-03-02" }, NOW);
		const head = { version: "1", users: {} };
		expect(liveMonths(range, head)).toEqual(["2026-01", "2026-02", "2026-03"]);
		expect(liveMonths(range, { ...head, liveFrom: "2026-02" })).toEqual([
			"2026-02",
			"2026-03",
		]);
	});

	it.each([
		[{}, "*|*", [true, true, true]],
		[{ platform: "mcp" }, "mcp|*", [true, true, false]],
		[{ workflowType: "unspecified" }, "*|", [true, false, true]],
		[
			{ platform: "mcp", workflowType: "podcast" },
			"mcp|podcast",
			[false, true, false],
		],
	])("of %p is of the audience %p", (query, audience, expected) => {
		const range = rangeOf(query, NOW);
		expect(audienceOf(range)).toBe(audience);
		expect([
			range.matches("mcp", ""),
			range.matches("mcp", "podcast"),
			range.matches("webapp", ""),
		]).toEqual(expected);
	});
});
