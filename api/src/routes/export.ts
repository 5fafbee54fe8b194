import {
	type Analytics,
	type ExportQuery,
	exportedEventSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { invalidRequest } from "../problems";
import { instant } from "../requests/query";
import { NDJSON } from "../requests/request-body";
import { READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** `GET /api/v1/export` */
export function exportRoute(analytics: Pick<Analytics, "exportEvents">): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/export",
			access: "administer",
			name: "exportEvents",
			summary: "Export events",
			description:
				"Streams every stored event of a range of time, without private values, in the form that an import reads. The order is the same every time: that of arrival on one machine, that of time on Firebase. Each event that is stored from beginning to end comes exactly once; one that is stored or deleted meanwhile may come or not. **An answer that ends without an error is whole**: where it cannot be completed, the connection is cut off, and JSON is left without its end. That cannot be told in HTTP/1.0, which is refused. A reader that takes nothing for a minute is cut off too.",
			query: exportParameters,
			answer: undefined,
			lines: exportedEventSchema,
			answerDescription: "The events.",
		},
		async ({ query: { format, start: from, end: to }, request }) => {
			if (request.httpVersion === "1.0")
				return invalidRequest(
					"An export needs HTTP/1.1: in HTTP/1.0 one that was cut off would look whole.",
				);
			const texts = textsOf(analytics, { from, to });
			return format === "json"
				? { kind: "stream", type: "application/json", chunks: asArray(texts) }
				: { kind: "stream", type: NDJSON, chunks: asLines(texts) };
		},
	);
}

const exportParameters = z
	.strictObject({
		start: instant
			.optional()
			.describe(
				"Only events that ended at or after this instant, or the first one of this UTC day",
			),
		end: instant
			.optional()
			.describe(
				"Only events that ended before this instant, or the first one of this UTC day",
			),
		format: z
			.enum(["ndjson", "json"], { error: "must be one of ndjson, json" })
			.default("ndjson")
			.describe("A line each, or one JSON array"),
	})
	.refine(
		({ start, end }) => start === undefined || end === undefined || start < end,
		{ path: ["end"], error: "must be after start" },
	);

/** The events as JSON, page by page; a page may be empty. */
async function* textsOf(
	analytics: Pick<Analytics, "exportEvents">,
	range: ExportQuery,
): AsyncGenerator<string[]> {
	let after: string | undefined;
	do {
		const page = await analytics.exportEvents({ ...range, after });
		yield page.items.map((event) => JSON.stringify(event));
		after = page.next;
	} while (after !== undefined);
}

async function* asLines(
	pages: AsyncIterable<string[]>,
): AsyncGenerator<string> {
	for await (const texts of pages)
		yield texts.map((text) => `${text}\n`).join("");
}

async function* asArray(
	pages: AsyncIterable<string[]>,
): AsyncGenerator<string> {
	let before = "[\n";
	for await (const texts of pages) {
		yield texts.length === 0 ? "" : before + texts.join(",\n");
		if (texts.length > 0) before = ",\n";
	}
	yield before === "[\n" ? "[]\n" : "\n]\n";
}
