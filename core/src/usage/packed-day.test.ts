import fc from "fast-check";
import { cellsOf, packDay, unpackDay } from "./packed-day";
import type { UsageDay } from "./usage-day";

const count = fc.integer({ min: 1, max: 2 ** 40 });
const bins = fc.dictionary(fc.nat({ max: 2_000 }).map(String), count);

/** A branch that is empty does not exist. */
const orAbsent = <Value extends object>(value: fc.Arbitrary<Value>) =>
	value.filter((each) => Object.keys(each).length > 0);

const counts = orAbsent(
	fc.record(
		{
			count,
			successes: count,
			durationMs: count,
			mebibytes: count,
			bytes: count,
			batches: count,
			durationBins: orAbsent(bins),
			memoryBins: orAbsent(bins),
			errors: orAbsent(
				fc.dictionary(fc.constantFrom("timeout", "unknown"), count),
			),
		},
		{ requiredKeys: [] },
	),
);

const key = fc.constantFrom(
	"mcp|podcast|trim",
	"webapp||constructor",
	"mcp||x",
);

const days: fc.Arbitrary<UsageDay> = fc.record(
	{
		cells: orAbsent(fc.dictionary(key, counts)),
		users: orAbsent(
			fc.dictionary(
				fc.constantFrom("*|*", "mcp|*"),
				orAbsent(fc.dictionary(fc.constantFrom("-", "2026-11-01"), count)),
			),
		),
		cellsFull: fc.constant(1),
		binsFull: fc.constant(1),
		audiencesFull: fc.constant(1),
	},
	{ requiredKeys: [] },
);

describe("a packed day", () => {
	it("holds what was packed, also as JSON", () =>
		fc.assert(
			fc.property(days, (day) => {
				const stored = JSON.parse(JSON.stringify(packDay(day)));
				expect(unpackDay(stored)).toEqual(JSON.parse(JSON.stringify(day)));
			}),
		));

	const packed = packDay({
		cells: {
			"mcp||trim": { count: 3, durationBins: { 7: 2 } },
			"webapp|podcast|gif": { count: 1, errors: { timeout: 1 } },
		},
	});
	const trim = {
		platform: "mcp",
		workflowType: "",
		type: "trim",
		count: 3,
		successes: 0,
		durationMs: 0,
		mebibytes: 0,
		bytes: 0,
		batches: 0,
		durationBins: "8:2",
		memoryBins: "",
		errors: {},
	};

	it("shows its cells, with zeros where nothing was counted", () => {
		expect(cellsOf(packed)).toEqual([
			trim,
			{
				...trim,
				count: 1,
				durationBins: "",
				errors: { timeout: 1 },
				platform: "webapp",
				workflowType: "podcast",
				type: "gif",
			},
		]);
		expect(cellsOf(packDay({}))).toEqual([]);
	});

	it("shows those that match alone, each with its own counts", () => {
		expect(cellsOf(packed, ({ type }) => type === "gif")).toMatchObject([
			{ type: "gif", count: 1, errors: { timeout: 1 } },
		]);
		expect(cellsOf(packed, ({ type }) => type === "trim")).toEqual([trim]);
	});
});
