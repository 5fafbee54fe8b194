import fc from "fast-check";
import { addUsage, isBlank, type UsageDay } from "./usage-day";

const LIMITS = { cells: 3, audiences: 2 };

const change = (type: string, count: number): UsageDay => ({
	cells: { [`mcp||${type}`]: { count } },
	users: { [`mcp|${type}`]: { "-": count } },
});

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

	it("is blank once everything is taken back, whatever was refused", () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { minLength: 1 }),
				(types) => {
					const day: UsageDay = {};
					for (const type of types) addUsage(day, change(type, 1), LIMITS);
					for (const type of types) addUsage(day, change(type, -1), LIMITS);
					expect(isBlank(day)).toBe(true);
				},
			),
		);
	});
});
