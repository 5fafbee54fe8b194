import { BenchError } from "../bench-error";
import { parseOptions } from "./options";

describe("the options of the benchmark of reports", () => {
	it("have defaults for each home", () => {
		expect(parseOptions([])).toEqual({
			home: "sqlite",
			events: 1_000_000,
			rounds: 20,
			file: undefined,
			json: false,
		});
		expect(parseOptions(["--only", "firestore"])).toMatchObject({
			home: "firestore",
			events: 2_000,
		});
	});

	it("are read", () => {
		expect(
			parseOptions(
				"--events 1000 --rounds 3 --db /tmp/year.sqlite --json".split(" "),
			),
		).toEqual({
			home: "sqlite",
			events: 1_000,
			rounds: 3,
			file: "/tmp/year.sqlite",
			json: true,
		});
		expect(parseOptions(["--help", "--only", "x"])).toBe("help");
	});

	it.each([
		[["--only", "mysql"]],
		[["--events", "999"]],
		[["--events", "1e6"]],
		[["--rounds", "0"]],
		[["--only", "firestore", "--db", "x"]],
		[["--nonsense"]],
	])("are refused: %p", (parameters) => {
		expect(() => parseOptions(parameters)).toThrow(BenchError);
	});
});
