import {
	DAY_MS,
	dayOf,
	daysBetween,
	firstLiveMonth,
	monthEnd,
	monthOf,
	monthStart,
	monthsTouched,
} from "./calendar";

describe("calendar", () => {
	it("puts the first and the last millisecond of a month into it", () => {
		expect(monthOf(monthStart("2026-02"))).toBe("2026-02");
		expect(monthOf(monthEnd("2026-02") - 1)).toBe("2026-02");
		expect(monthOf(monthEnd("2026-12"))).toBe("2027-01");
		expect(dayOf(monthEnd("2026-02") - 1)).toBe("2026-02-28");
	});

	it("agrees with Date on every day of five centuries", () => {
		const firstDay = Date.UTC(1800, 0, 1);
		for (let day = 0; day < 500 * 366; day++) {
			const instant = firstDay + day * DAY_MS + (day % DAY_MS);
			const expected = new Date(instant).toISOString();
			if (dayOf(instant) !== expected.slice(0, 10)) throw new Error(expected);
			if (monthOf(instant) !== expected.slice(0, 7)) throw new Error(expected);
		}
		for (const instant of ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
			expect(dayOf(Date.parse(instant))).toBe(instant.slice(0, 10));
	});

	it("lists days without the end, over a leap day", () => {
		expect(daysBetween("2028-02-28", "2028-03-01")).toEqual([
			"2028-02-28",
			"2028-02-29",
		]);
		expect(daysBetween("2026-01-02", "2026-01-02")).toEqual([]);
	});

	it("lists the months that a range touches", () => {
		expect(monthsTouched("2026-09-30", "2026-10-01")).toEqual(["2026-09"]);
		expect(monthsTouched("2026-09-30", "2026-10-02")).toEqual([
			"2026-09",
			"2026-10",
		]);
	});

	it("drops a month only once all of it is older than the retention time", () => {
		const retention = 365 * 86_400_000;
		const edge = monthEnd("2025-11") + retention;
		expect(firstLiveMonth(edge - 1, retention)).toBe("2025-11");
		expect(firstLiveMonth(edge, retention)).toBe("2025-12");
	});
});
