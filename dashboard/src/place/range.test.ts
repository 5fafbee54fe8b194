import { countDays, daysBefore, daysOf, lastDay, rangeOf } from "./range";

const NOON = Date.parse("2026-11-29T12:00:00Z");

describe("a range", () => {
	it("of some days ends with today, UTC", () => {
		expect(daysOf({ days: 7 }, NOON)).toEqual({
			start: "2026-11-23",
			end: "2026-11-30",
		});
		expect(daysOf({ days: 1 }, Date.parse("2026-11-29T23:59:59.999Z"))).toEqual(
			{
				start: "2026-11-29",
				end: "2026-11-30",
			},
		);
	});

	it("of a person's days has the last one in it", () => {
		const days = daysOf({ from: "2026-02-27", to: "2026-03-01" }, NOON);
		expect(days).toEqual({ start: "2026-02-27", end: "2026-03-02" });
		expect(countDays(days)).toBe(3);
		expect(lastDay(days)).toBe("2026-03-01");
	});

	it("ends with today, where it would end later", () => {
		const { end } = daysOf({ from: "2026-11-20", to: "2026-12-24" }, NOON);
		expect(end).toBe("2026-11-30");
		const future = { from: "2026-12-20", to: "2026-12-24" };
		expect(daysOf(future, NOON)).toEqual({
			start: "2026-12-20",
			end: "2026-12-25",
		});
	});

	it("has as many days before it, from 1970 on", () => {
		const days = daysOf({ days: 30 }, NOON);
		expect(daysBefore(days)).toEqual({ start: "2026-10-01", end: days.start });
		const first = { start: "1970-01-03", end: "1970-01-05" };
		expect(daysBefore(first)?.start).toBe("1970-01-01");
		expect(daysBefore({ ...first, end: "1970-01-06" })).toBeUndefined();
	});
});

describe("days from a person's hand", () => {
	it.each([
		["2026-11-01", "2026-11-01"],
		["2025-10-25", "2026-11-28"],
	])("%s to %s is a range", (from, to) => {
		expect(rangeOf(from, to)).toEqual({ from, to });
	});

	it.each([
		["", "2026-11-01", "Choose"],
		["2026-11-31", "2026-12-01", "Choose"],
		["2026-11-02", "2026-11-01", "must not be after"],
		["2025-10-24", "2026-11-28", "At most 400 days at once; these are 401"],
	])("%s to %s is none, and it says why", (from, to, why) => {
		expect(rangeOf(from, to)).toContain(why);
	});
});
