import { storedEvent } from "../../testing/events";
import { quantile } from "../usage/quantiles";
import { countUsage } from "./count-usage";
import { emptyDelta } from "./delta";
import { emptyPackedUsage, unpackUsage } from "./packed-usage";
import { FIRST_MONTH } from "./totals";
import { emptyUserRecord, USER_LIMITS, type UserMonth } from "./user-record";

const MONTH = "2026-11";

function setUp() {
	const record = emptyUserRecord("a".repeat(64), MONTH);
	const delta = emptyDelta();
	const count = (type: string, day: number, processingTime = 5) =>
		countUsage(
			record,
			record.current,
			storedEvent(
				{
					id: "e",
					timestamp: Date.UTC(2026, 10, day, 12),
					operation: { type },
					metrics: { processingTime },
				},
				1,
			),
			true,
			FIRST_MONTH,
			delta,
		);
	return { month: record.current, delta, count };
}

const cellsOf = (month: UserMonth, day: string) =>
	unpackUsage(month.usage[day] ?? emptyPackedUsage());

describe("countUsage", () => {
	it("admits so many cells a month, and counts what is beyond them as other", () => {
		const { month, delta, count } = setUp();
		const perDay = USER_LIMITS.usageCells / 25;
		for (let n = 0; n < USER_LIMITS.usageCells; n++)
			expect(count(`t${n % perDay}`, 1 + Math.floor(n / perDay))).toBe(false);
		expect(count("t0", 30)).toBe(true);
		expect(count("t1", 30)).toBe(true);
		expect(count("t0", 1)).toBe(false);
		expect(cellsOf(month, "2026-11-30")).toMatchObject({
			"mcp|other|other": { count: 2 },
		});
		for (const day of ["2026-11-30", "2026-11-01"])
			expect(delta.usage[day]?.cells).toEqual(cellsOf(month, day));
	});

	it("counts by coarse bins what comes after so many events of a month", () => {
		const { month, count } = setUp();
		for (let n = 0; n < USER_LIMITS.finelyCountedEvents - 1; n++)
			count("trim", 1);
		count("trim", 2, 90_000);
		count("trim", 3, 90_000);
		const bins = (day: string) =>
			cellsOf(month, day)["mcp||trim"]?.durationBins ?? {};
		expect(quantile(bins("2026-11-02"), 1)).toBeCloseTo(90_000, -3.1);
		const coarse = quantile(bins("2026-11-03"), 1) ?? 0;
		expect(Math.abs(coarse / 90_000 - 1)).toBeLessThan(0.15);
		expect(bins("2026-11-03")).not.toEqual(bins("2026-11-02"));
	});
});
