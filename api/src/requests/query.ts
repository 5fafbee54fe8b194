import {
	DAY_MS,
	dayOf,
	fieldErrors,
	IN_WORDS,
	instantSchema,
} from "@ffmpeg-analytics/core";
import type { Request } from "express";
import { z } from "zod";
import { invalidRequest } from "../problems";
import { ok, type Result } from "../reply";

/**
 * Reads the query by a strict schema of texts. It reads the URL itself, because what `request.query`
 * holds depends on the app that this one is mounted in.
 */
export function parseQuery<Output>(
	request: Request,
	schema: z.ZodType<Output>,
): Result<Output> {
	const mark = request.url.indexOf("?");
	// Most requests are events, and have none.
	const given = mark === -1 ? [] : new URLSearchParams(request.url.slice(mark));
	const texts = new Map<string, string>();
	for (const [name, text] of given) {
		if (texts.has(name))
			return invalidRequest("A query parameter is given twice.", {
				path: name,
				message: "may be given once",
			});
		texts.set(name, text);
	}
	const parsed = schema.safeParse(Object.fromEntries(texts), IN_WORDS);
	return parsed.success
		? ok(parsed.data)
		: invalidRequest(
				"The query parameters are not valid.",
				...fieldErrors(parsed.error),
			);
}

/** Reads what of the path is a parameter. */
export function parsePath<Output>(
	request: Request,
	schema: z.ZodType<Output>,
): Result<Output> {
	const parsed = schema.safeParse(request.params, IN_WORDS);
	return parsed.success
		? ok(parsed.data)
		: invalidRequest("The path is not valid.", ...fieldErrors(parsed.error));
}

/** The query, or the path, of a call that has no parameters. */
export const noParameters = z.strictObject({});

// What a parameter is as a text is parsed here; what it stands for is documented, in `meta`: by the
// OpenAPI Specification, that is what the schema of a parameter describes.

/** A whole number in decimal digits. */
export function wholeNumber(min: number, max: number) {
	return z
		.string()
		.transform((text) => (/^\d{1,15}$/.test(text) ? Number(text) : Number.NaN))
		.refine((value) => value >= min && value <= max, {
			error: `must be a whole number from ${min} to ${max}`,
			abort: true,
		})
		.meta({ type: "integer", minimum: min, maximum: max });
}

/** A number from 0 to 1. */
export const rate = z
	.string()
	.transform((text) =>
		/^\d(\.\d{1,30})?(e-\d{1,3})?$/i.test(text) ? Number(text) : Number.NaN,
	)
	.refine((value) => value >= 0 && value <= 1, {
		error: "must be a number from 0 to 1",
	})
	.meta({ type: "number", minimum: 0, maximum: 1 });

/** `true` or `false`. */
export const flag = z
	.string()
	.refine((text) => text === "true" || text === "false", {
		error: "must be true or false",
		abort: true,
	})
	.transform((text) => text === "true")
	.meta({ type: "boolean" });

/** Longer than any token that an answer holds. */
export const pageToken = z
	.string()
	.min(1, "must be the nextPageToken of an answer")
	.max(1_000, "must be the nextPageToken of an answer")
	.describe("The `nextPageToken` of the page before, for the same query");

const DAY = z.iso.date();

const DAY_OR_INSTANT = {
	anyOf: [
		{ type: "string", format: "date" },
		{ type: "string", format: "date-time" },
	],
	type: undefined,
} as const;

/** An instant; a day stands for its first one. Epoch ms. */
export const instant = z
	.string()
	.transform((text, context) => {
		const found = DAY.safeParse(text).success
			? Date.parse(text)
			: instantOf(text);
		if (found !== undefined && isSince1970(dayOf(found))) return found;
		return refuseDay(context);
	})
	.meta(DAY_OR_INSTANT);

/** The first day of a range: an instant stands for the day that holds it. */
export const startDay = day((instant) => instant);

/** The day that a range ends before: an instant within a day leaves that day in. */
export const endDay = day((instant) => instant + DAY_MS - 1);

function day(roundMs: (instant: number) => number) {
	return z
		.string()
		.transform((text, context) => {
			const found = DAY.safeParse(text).success
				? text
				: dayOfInstant(text, roundMs);
			if (found !== undefined && isSince1970(found)) return found;
			return refuseDay(context);
		})
		.meta(DAY_OR_INSTANT);
}

function isSince1970(day: string): boolean {
	return /^(19[7-9]|[2-9]\d\d)\d-/.test(day);
}

function refuseDay(context: z.RefinementCtx): never {
	context.addIssue({
		code: "custom",
		message:
			"must be a day such as 2026-11-22, or ISO 8601 with a zone, from 1970 on",
	});
	return z.NEVER;
}

function dayOfInstant(
	text: string,
	roundMs: (instant: number) => number,
): string | undefined {
	const instant = instantOf(text);
	return instant === undefined ? undefined : dayOf(roundMs(instant));
}

function instantOf(text: string): number | undefined {
	// In a query a `+` that is not written `%2B` arrives as a space.
	return instantSchema.safeParse(text.replace(" ", "+")).data;
}
