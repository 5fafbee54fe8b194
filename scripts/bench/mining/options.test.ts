import { parseOptions } from "./options";

it("mines one and ten million events unless it is told otherwise", () => {
	expect(parseOptions([])).toEqual({
		sizes: [1_000_000, 10_000_000],
		rounds: 5,
		json: false,
	});
	expect(
		parseOptions(["--events", "16000000", "--rounds", "1", "--json"]),
	).toEqual({ sizes: [16_000_000], rounds: 1, json: true });
	expect(parseOptions(["--help"])).toBe("help");
});

it.each([
	["--events", "0"],
	["--events", "16000001"],
	["--events", "many"],
	["--rounds", "0"],
	["--rounds", "101"],
	["--colour", "red"],
])("refuses %s %s", (...parameters) => {
	expect(() => parseOptions(parameters)).toThrow(/^--|Unknown option/);
});
