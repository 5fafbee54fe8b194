import { UsageError } from "./options";
import { parsePurgeOptions } from "./purge-options";

const NOW = Date.UTC(2026, 10, 22, 12);
const parse = (...parameters: string[]) => parsePurgeOptions(parameters, NOW);

describe("parsePurgeOptions", () => {
	it("has defaults", () => {
		expect(parse()).toEqual({
			file: "./data/analytics.sqlite",
			...{ asOf: undefined, dryRun: false, json: false },
		});
	});

	it("reads every option", () => {
		expect(
			parse("--as-of", "2026-11-22", "--dry-run", "--db=/x.db", "--json"),
		).toEqual({
			file: "/x.db",
			...{ asOf: Date.UTC(2026, 10, 22), dryRun: true, json: true },
		});
		expect(parse("-h")).toBe("help");
	});

	it.each([
		["2026-11-22T12:00:00.000Z", NOW],
		["2026-11-22T13:00:00+01:00", NOW],
		["2025-02-28", Date.UTC(2025, 1, 28)],
	])("takes %s", (text, asOf) => {
		expect(parse("--as-of", text)).toMatchObject({ asOf });
	});

	it("looks ahead in a dry run only", () => {
		expect(parse("--as-of=2027-01-01", "--dry-run")).toMatchObject({
			asOf: Date.UTC(2027, 0, 1),
		});
		expect(() => parse("--as-of=2026-11-22T12:00:00.001Z")).toThrow("future");
		expect(() => parse("--as-of=2027-01-01")).toThrow(UsageError);
	});

	it.each([
		["--as-of=", "--as-of must be a day"],
		["--as-of=yesterday", "--as-of must be a day"],
		["--as-of=2025-02-29", "--as-of must be a day"],
		["--as-of=2026-11-22T12:00:00", "--as-of must be a day"],
		["--as-of=1795348830000", "--as-of must be a day"],
		["--as-of", "--as-of"],
		["--db=", "--db must not be empty"],
		["--dry", "Unknown option '--dry'"],
		["extra", "Unexpected argument 'extra'"],
	])("refuses %s in one line that says what is wrong", (parameter, message) => {
		expect(() => parse(parameter)).toThrow(UsageError);
		expect(() => parse(parameter)).toThrow(message);
		expect(() => parse(parameter)).not.toThrow(/\n/);
	});
});
