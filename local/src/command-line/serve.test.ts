import { UsageError } from "./read-options";
import { parseServeOptions } from "./serve";

describe("parseServeOptions", () => {
	it("has defaults", () => {
		expect(parseServeOptions([])).toEqual({
			host: "127.0.0.1",
			port: 8787,
			file: "./data/analytics.sqlite",
			scheduled: true,
		});
	});

	it("reads every option, in both spellings", () => {
		const expected = {
			host: "::1",
			port: 9000,
			file: "/some/file.db",
			scheduled: false,
		};
		for (const parameters of [
			["--port", "9000", "--host=::1", "--db", "/some/file.db", "--no-jobs"],
			["--no-jobs", "--db=/some/file.db", "--port=9000", "--host", "::1"],
		])
			expect(parseServeOptions(parameters)).toEqual(expected);
	});

	it.each([["--port=0"], ["--port=65535"]])("takes %s", (parameter) => {
		expect(parseServeOptions([parameter])).toMatchObject({
			port: Number(parameter.slice(7)),
		});
	});

	it.each([
		["--port=65536", "--port must be a number from 0 to 65535"],
		["--port=-1", "--port must be a number"],
		["--port=80.5", "--port must be a number"],
		["--port=", "--port must not be empty"],
		["--port", "--port"],
		["--host=", "--host must not be empty"],
		["--db=", "--db must not be empty"],
		["--prot=80", "Unknown option '--prot'"],
		["extra", "Unexpected argument 'extra'"],
	])("refuses %s in one line that says what is wrong", (parameter, message) => {
		expect(() => parseServeOptions([parameter])).toThrow(UsageError);
		expect(() => parseServeOptions([parameter])).toThrow(message);
		expect(() => parseServeOptions([parameter])).not.toThrow(/\n/);
	});
});
