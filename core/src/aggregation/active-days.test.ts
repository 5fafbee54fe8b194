import { NEVER } from "../tally/return-counts";
import { activeDaysOf, markActive } from "./active-days";
import type { ActiveDays } from "./user-record";

describe("markActive", () => {
	it("finds the neighbours within and across months", () => {
		const days: ActiveDays = {};
		const mark = (day: string) => markActive(days, day, "2026-01-01");
		expect(mark("2026-10-31")).toEqual({ previous: NEVER, next: undefined });
		expect(mark("2026-10-31")).toBeUndefined();
		expect(mark("2026-12-01")).toEqual({
			previous: "2026-10-31",
			next: undefined,
		});
		expect(mark("2026-11-15")).toEqual({
			previous: "2026-10-31",
			next: "2026-12-01",
		});
		expect(mark("2026-10-01")).toEqual({ previous: NEVER, next: "2026-10-31" });
		expect(mark("2026-10-30")).toEqual({
			previous: "2026-10-01",
			next: "2026-10-31",
		});
	});

	it("forgets days before the live months", () => {
		const days: ActiveDays = {};
		markActive(days, "2025-01-31", "2025-01-01");
		expect(markActive(days, "2026-01-01", "2025-02-01")?.previous).toBe(NEVER);
	});
});

describe("activeDaysOf", () => {
	it("lists what was marked, in order", () => {
		const days: ActiveDays = {};
		const marked = ["2026-11-30", "2026-10-31", "2026-11-01", "2026-10-01"];
		for (const day of marked) markActive(days, day, "2026-01-01");
		expect(activeDaysOf(days)).toEqual(marked.sort());
		expect(activeDaysOf({})).toEqual([]);
	});
});
