import {
	type Analytics,
	EVENT_LIMITS,
	exportedEventSchema,
} from "@ffmpeg-analytics/core";
import { answer } from "../reply";
import { BodyError, STREAM_BOUNDS } from "../requests/body-stream";
import { type Line, type LineBounds, parseLine } from "../requests/lines";
import { noParameters } from "../requests/query";
import { lineBody } from "../requests/request-body";
import { ImportTally, importAnswerSchema } from "./import-answer";
import { defineRoute, type Route } from "./route";

/** Of a line of an import. One that holds a valid event has less, however its characters are escaped. */
export const IMPORT_LINE_BYTES = 128 * 1024;

const LINE_BOUNDS: LineBounds = {
	maxLineBytes: IMPORT_LINE_BYTES,
	maxLines: EVENT_LIMITS.eventsPerBatch,
	maxBytes: 1024 * 1024,
};

/** `POST /api/v1/import` */
export function importRoute(analytics: Pick<Analytics, "importEvents">): Route {
	return defineRoute(
		{
			method: "POST",
			path: "/api/v1/import",
			access: "administer",
			name: "importEvents",
			summary: "Import events",
			description: DESCRIPTION,
			parameters: noParameters,
			query: noParameters,
			body: lineBody(exportedEventSchema, LINE_BOUNDS),
			answer: importAnswerSchema,
			answerDescription: "The body was read to its end; this became of it.",
			problems: ["unavailable"],
		},
		async ({ body }) => {
			const tally = new ImportTally();
			try {
				for await (const lines of body)
					await importLines(analytics, lines, tally);
			} catch (error) {
				if (!(error instanceof BodyError)) throw error;
				const { problem } = error;
				const before = `What came before, ${tally.lines} lines, was taken.`;
				return { ...problem, detail: `${problem.detail} ${before}` };
			}
			return answer(tally.answer);
		},
	);
}

const DESCRIPTION = `Takes events as an export writes them, a line each, of any number: they are stored as they come. Whatever a host may report can be imported too. A line has at most ${LINE_BOUNDS.maxLineBytes / 1024} KiB and a body ${STREAM_BOUNDS.maxBytes / 1024 ** 3} GiB, unpacked; \`Content-Encoding: gzip\` is taken. On Firebase Google takes no body above 32 MiB as it is sent: send several.

**Times** are kept as they are. What is older than the retention time is rejected, \`too_old\`; what ended before its user was erased, \`erased\`. Nothing may lie in the future by more than five minutes.

**Again.** An event whose id is stored with the same content is a duplicate, and so an import can be repeated, whole or in part, when it got no answer or any but a 200. With other content it is an \`id_conflict\`, and what is stored stays. A line that is rejected harms no other.

Events are not charged to the budget of events; the request counts as one.`;

async function importLines(
	analytics: Pick<Analytics, "importEvents">,
	lines: readonly Line[],
	tally: ImportTally,
): Promise<void> {
	const read = lines.map((line) => ({
		line: line.number,
		parsed: parseLine(line, LINE_BOUNDS.maxLineBytes),
	}));
	const events = read.flatMap(({ parsed }) =>
		parsed.kind === "value" ? [parsed.value] : [],
	);
	const verdicts = (
		events.length === 0 ? [] : await analytics.importEvents(events)
	).values();
	for (const { line, parsed } of read)
		if (parsed.kind === "wrong") tally.addUnread(line, parsed.message);
		else if (parsed.kind === "value") tally.add(line, verdicts.next().value);
}
