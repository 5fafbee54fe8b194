import { BenchError } from "../bench-error";
import { PEERS } from "./contenders/contender";
import { parseOptions, SECTIONS } from "./options";

describe("the options of the client's benchmark", () => {
	it("have defaults", () => {
		expect(parseOptions([])).toEqual({
			sections: SECTIONS,
			peers: PEERS,
			rounds: 5,
			quick: false,
			output: "tables",
		});
	});

	it.each([
		[["--only", "exit"], { sections: ["exit"] }],
		[["--only", "install,cost"], { sections: ["cost", "install"] }],
		[["--peers", "mixpanel"], { peers: ["mixpanel"] }],
		[["--no-peers"], { peers: [] }],
		[["--quick"], { quick: true, rounds: 1 }],
		[["--quick", "--rounds", "2"], { quick: true, rounds: 2 }],
		[["--rounds", "50"], { rounds: 50 }],
		[["--json"], { output: "json" }],
		[["--markdown"], { output: "markdown" }],
	])("take %j", (parameters, expected) => {
		expect(parseOptions(parameters)).toMatchObject(expected);
	});

	it.each([
		[["--only", "speed"]],
		[["--only", ""]],
		[["--peers", "posthog,umami"]],
		[["--rounds", "0"]],
		[["--rounds", "51"]],
		[["--fast"]],
	])("refuse %j", (parameters) => {
		expect(() => parseOptions(parameters)).toThrow(BenchError);
	});
});
