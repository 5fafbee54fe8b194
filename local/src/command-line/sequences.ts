import type {
	OperationSequencePattern,
	SequencePage,
} from "@ffmpeg-analytics/core";
import type { Command } from "./command";
import { EXIT } from "./exit-code";
import { formatCount, formatMs, formatShare } from "./figures";
import type { HomeClient } from "./home-client";
import { readOptions, UsageError } from "./read-options";
import { formatTable } from "./table";
import { TARGET_OPTIONS, targetHelp, targetOf } from "./target";
import { withHome } from "./with-home";

const HELP = `Lists the sequences that people repeat, the most frequent first

  ffmpeg-analytics sequences [options]

  --candidates      only those that are worth a template
  --min-frequency <number>
                    the least number of occurrences (1; of candidates, what the
                    home makes templates from)
  --min-success-rate <number>
                    the least success rate, 0 to 1 (0; of candidates as above)
  --min-length <number>, --max-length <number>
                    the number of steps (2 and 6)
  --limit <number>  how many; at most 100,000 (20)
  --json            a line of JSON for each, as GET /api/v1/sequences has it
  --help            this text
${targetHelp("reader")}`;

/** `ffmpeg-analytics sequences` */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values } = readOptions(parameters, {
			...TARGET_OPTIONS,
			candidates: { type: "boolean" },
			"min-frequency": { type: "string" },
			"min-success-rate": { type: "string" },
			"min-length": { type: "string" },
			"max-length": { type: "string" },
			limit: { type: "string", default: "20" },
			json: { type: "boolean" },
		});
		const target = targetOf(values, context.environment, "reader");
		const limit = readLimit(values.limit);
		const query = {
			candidates: values.candidates ? "true" : undefined,
			minFrequency: values["min-frequency"],
			minSuccessRate: values["min-success-rate"],
			minLength: values["min-length"],
			maxLength: values["max-length"],
		};
		const sequences = await withHome(target, context, (home) =>
			firstSequences(home, query, limit),
		);
		context.stdout.write(
			values.json
				? sequences.map((one) => `${JSON.stringify(one)}\n`).join("")
				: sequencesInWords(sequences),
		);
		return EXIT.fine;
	},
};

const MAX_LIMIT = 100_000;

/** What the API takes for one page. */
const MAX_PAGE = 1_000;

function readLimit(text: string): number {
	const limit = /^\d{1,6}$/.test(text) ? Number(text) : 0;
	if (limit < 1 || limit > MAX_LIMIT)
		throw new UsageError(
			`--limit must be a whole number from 1 to ${MAX_LIMIT}, not "${text}"`,
		);
	return limit;
}

/** A page may hold fewer than it could, even none, and still have a next one. */
async function firstSequences(
	home: HomeClient,
	query: Readonly<Record<string, string | undefined>>,
	limit: number,
): Promise<OperationSequencePattern[]> {
	const found: OperationSequencePattern[] = [];
	let pageToken: string | undefined;
	do {
		const pageLimit = String(Math.min(MAX_PAGE, limit - found.length));
		const page = await home.ask<SequencePage>({
			method: "GET",
			path: "/api/v1/sequences",
			query: { ...query, limit: pageLimit, pageToken },
		});
		found.push(...page.sequences);
		pageToken = page.nextPageToken;
	} while (pageToken !== undefined && found.length < limit);
	return found;
}

/** The sequences for a person. */
export function sequencesInWords(
	sequences: readonly OperationSequencePattern[],
): string {
	if (sequences.length === 0) return "No sequence is known that is so.\n";
	const table = formatTable(
		[
			{ title: "sequence" },
			{ title: "count", align: "right" },
			{ title: "users", align: "right" },
			{ title: "of users", align: "right" },
			{ title: "success", align: "right" },
			{ title: "duration", align: "right" },
			{ title: "template" },
			{ title: "last seen" },
		],
		sequences.map((one) => [
			one.pattern,
			formatCount(one.frequency),
			formatCount(one.userCount),
			formatShare(one.userShare),
			formatShare(one.successRate),
			formatMs(one.avgDuration),
			one.templateCandidate ? "yes" : "",
			one.lastSeen,
		]),
	);
	return `${table}\n`;
}
