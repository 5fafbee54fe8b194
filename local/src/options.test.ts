import { parseOptions, UsageError } from "./options";

describe("parseOptions", () => {
	it("has defaults", () => {
		expect(parseOptions([])).toEqual({
			host: "127.0.0.1",
			port: 8787,
			file: "./data/analytics.sqlite",
			scheduled: true,
		});
	});

	it("reads every option, in both spellings", () => {
		const expected = {
			...{ host: "::1", port: 9000, file: "/some/file.db" },
			scheduled: false,
		};
		for (const parameters of [
			["--port", "9000", "--host=::1", "--db", "/some/file.db", "--no-jobs"],
			["--no-jobs", "--db=/some/file.db", "--port=9000", "--host", "::1"],
		])
			expect(parseOptions(parameters)).toEqual(expected);
	});

	it.each([["--port=0"], ["--port=65535"]])("takes %s", (parameter) => {
		expect(parseOptions([parameter])).toMatchObject({
			port: Number(parameter.slice(7)),
		});
	});

	it.each([["--help"], ["-h"]])("takes %s", (parameter) => {
		expect(parseOptions([parameter])).toBe("help");
	});

	it.each([
		["--port=65536", "--port must be a number from 0 to 65535"],
		["--port=-1", "--port must be a number"],
		["--port=80.5", "--port must be a number"],
		["--port=", "--port must be a number"],
		["--port", "--port"],
		["--host=", "--host must not be empty"],
		["--db=", "--db must not be empty"],
		["--prot=80", "Unknown option '--prot'"],
		["extra", "Unexpected argument 'extra'"],
	])("refuses %s in one line that says what is wrong", (parameter, message) => {
		expect(() => parseOptions([parameter])).toThrow(UsageError);
		expect(() => parseOptions([parameter])).toThrow(message);
		expect(() => parseOptions([parameter])).not.toThrow(/\n/);
	});
});
