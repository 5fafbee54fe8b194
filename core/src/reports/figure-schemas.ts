import { z } from "zod";

/** A number of things that were counted. */
export const countSchema = z.int().min(0);

/** A part of a whole, unrounded; 0 where there is nothing to divide. */
export const rateSchema = z.number().min(0).max(1);

/** A time in milliseconds, unrounded; 0 where there is nothing to divide. */
export const meanMsSchema = z.number().min(0);

/** A UTC day. */
export const daySchema = z.iso.date();

/** A UTC month. */
export const monthSchema = z
	.string()
	.regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a month such as 2026-11");

/** The types of a pattern's steps, in order. */
export const operationsSchema = z
	.array(z.string())
	.describe("The types of its steps, in order");

/** The name of a pattern. */
export const patternSchema = z
	.string()
	.describe("The types of its steps, joined by arrows: `trim->resize->to_mp3`");

/** What was counted, by what it was counted under. */
export const countsSchema = z.record(z.string(), countSchema);

/** What every report says of a pattern. */
export const patternFigures = {
	pattern: patternSchema,
	operations: operationsSchema,
	frequency: countSchema.describe("Occurrences"),
	sessionCount: countSchema.describe("Sessions with at least one occurrence"),
	avgDuration: meanMsSchema.describe("Mean over occurrences, milliseconds"),
	successRate: rateSchema.describe(
		"Share of the occurrences that succeeded, 0 to 1",
	),
} as const;
