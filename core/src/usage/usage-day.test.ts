import fc from "fast-check";
import { addTally } from "../tally/tally";
import { binOf, quantile } from "./quantiles";
import {
	addUsage,
	countOperation,
	isBlank,
	type UsageCells,
	type UsageDay,
} from "./usage-day";

const LIMITS = { cells: 3, bins: 4, audiences: 2 };

const change = (type: string, count: number): UsageDay => ({
	cells: { [`mcp||${type}`]: { count } },
	users: { [`mcp|${type}`]: { "-": count } },
});

const timed = (value: number, factor: 1 | -1, type = "trim"): UsageDay => {
	const counted: UsageCells = {};
	countOperation(counted, `mcp||${type}`, {
		success: true,
		batch: false,
		durationMs: value,
		bytes: 0,
		durationBin: binOf(value),
		memoryBin: undefined,
		errorCategory: undefined,
	});
	const cells: UsageDay = {};
	addTally(cells, { cells: counted }, factor);
	return cells;
};

describe("addUsage", () => {
	it("holds no more than its limits, counts the rest as other, and loses no operation", () => {
		const day: UsageDay = {};
		const types = ["a", "b", "c", "d", "e", "a", "d"];
		const refused = types.map((type) => addUsage(day, change(type, 1), LIMITS));
		expect(refused).toEqual([0, 0, 0, 1, 1, 0, 1]);
		expect(day.cells).toEqual({
			"mcp||a": { count: 2 },
			"mcp||b": { count: 1 },
			"mcp||c": { count: 1 },
			"mcp|other|other": { count: 3 },
		});
		expect(Object.keys(day.users ?? {})).toEqual(["mcp|a", "mcp|b"]);
	});

	it("counts further values by coarse bins once it holds enough, and loses none", () => {
		const day: UsageDay = {};
		const values = [1, 2, 3, 4, 1_000, 3, 5_000];
		for (const value of values) addUsage(day, timed(value, 1), LIMITS);
		const bins = day.cells?.["mcp||trim"]?.durationBins ?? {};
		expect(day.binsFull).toBe(1);
		// Four of their own, the one that filled it, and a coarse one.
		expect(Object.values(bins).sort()).toEqual([1, 1, 1, 1, 1, 2]);
		expect(quantile(bins, 1)).toBeGreaterThan(5_000 * 0.82);
		expect(quantile(bins, 1)).toBeLessThan(5_000 * 1.18);
	});

	it("is blank once everything is taken back in any order, whatever was refused", () => {
		const changes = fc.record({
			type: fc.constantFrom("a", "b", "c", "d", "e"),
			value: fc.integer({ min: 0, max: 400 }),
		});
		fc.assert(
			fc.property(
				fc.array(fc.tuple(changes, fc.nat()), { minLength: 1 }),
				(drawn) => {
					const day: UsageDay = {};
					const add = (factor: 1 | -1) =>
						drawn.forEach(([{ type, value }]) => {
							addUsage(day, change(type, factor), LIMITS);
							addUsage(day, timed(value, factor, type), LIMITS);
						});
					add(1);
					drawn.sort(([, a], [, b]) => a - b);
					add(-1);
					expect(isBlank(day)).toBe(true);
				},
			),
		);
	});
});
