import { BenchError } from "../bench-error.ts";
import { parseOptions } from "./options.ts";

describe("the options of the ingest benchmark", () => {
	it("have defaults", () => {
		expect(parseOptions([])).toEqual({
			connections: 32,
			warmUpSeconds: 2,
			seconds: 5,
			rounds: 5,
			only: "all",
			ids: "random",
			json: false,
			profileFolder: undefined,
		});
	});

	it.each([
		[["--seconds", "1"], { seconds: 1 }],
		[["--seconds=30"], { seconds: 30 }],
		[["--warm-up", "0"], { warmUpSeconds: 0 }],
		[["--connections", "1000"], { connections: 1_000 }],
		[["--only", "firestore", "--json"], { only: "firestore", json: true }],
	])("take %j", (parameters, expected) => {
		expect(parseOptions(parameters)).toMatchObject(expected);
	});

	it.each([
		[["--seconds", "0"]],
		[["--seconds", "31"]],
		[["--seconds", "1.5"]],
		[["--rounds", "many"]],
		[["--connections", "1001"]],
		[["--only", "mysql"]],
		[["--ids", "serial"]],
		[["--fast"]],
		[["extra"]],
	])("refuse %j", (parameters) => {
		expect(() => parseOptions(parameters)).toThrow(BenchError);
	});
});
