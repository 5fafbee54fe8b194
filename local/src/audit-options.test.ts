import { parseAuditOptions } from "./audit-options";
import { UsageError } from "./options";

describe("parseAuditOptions", () => {
	it("has defaults", () => {
		expect(parseAuditOptions([])).toEqual({
			day: undefined,
			file: "./data/analytics.sqlite",
			json: false,
		});
	});

	it("reads every option", () => {
		expect(
			parseAuditOptions(["--day=2028-02-29", "--db", "x.db", "--json"]),
		).toEqual({ day: "2028-02-29", file: "x.db", json: true });
	});

	it.each([
		["--day", "yesterday"],
		["--day", "2026-02-29"],
		["--day", "2026-11-22T00:00:00Z"],
		["--day", ""],
		["--db", ""],
		["--days", "1"],
		["2026-11-22"],
	])("refuses %s %s", (...parameters) => {
		expect(() => parseAuditOptions(parameters)).toThrow(UsageError);
	});

	it.each(["--help", "-h"])("helps with %s", (parameter) => {
		expect(parseAuditOptions([parameter])).toBe("help");
	});
});
