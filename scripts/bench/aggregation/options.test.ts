import { BenchError } from "../bench-error.ts";
import { parseOptions } from "./options.ts";
import { STREAM_NAMES } from "./streams.ts";

describe("the options of the aggregation benchmark", () => {
	it("have defaults", () => {
		expect(parseOptions([])).toEqual({
			homes: ["sqlite", "firestore"],
			streams: STREAM_NAMES,
			events: 100_000,
			yearEvents: 100_000,
			batch: 100,
			history: {
				sqlite: [10_000, 100_000, 1_000_000],
				firestore: [10_000, 100_000],
			},
			json: false,
		});
	});

	it.each([
		[["--only", "sqlite"], { homes: ["sqlite"] }],
		[["--streams", "year,late"], { streams: ["year", "late"] }],
		[["--events", "1000"], { events: 1_000 }],
		[["--events=10000000"], { events: 10_000_000 }],
		[["--year-events", "5000", "--json"], { yearEvents: 5_000, json: true }],
		[["--batch", "500"], { batch: 500 }],
		[
			["--history", "1000,2000"],
			{ history: { sqlite: [1_000, 2_000], firestore: [1_000, 2_000] } },
		],
	])("take %j", (parameters, expected) => {
		expect(parseOptions(parameters)).toMatchObject(expected);
	});

	it.each([
		[["--events", "999"]],
		[["--events", "10000001"]],
		[["--year-events", "many"]],
		[["--batch", "0"]],
		[["--batch", "501"]],
		[["--only", "mysql"]],
		[["--streams", "promised,decade"]],
		[["--streams", ""]],
		[["--history", "2000,1000"]],
		[["--history", "1000,1000"]],
		[["--history", "1000,"]],
		[["--fast"]],
	])("refuse %j", (parameters) => {
		expect(() => parseOptions(parameters)).toThrow(BenchError);
	});
});
