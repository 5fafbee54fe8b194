import type { UsageStatistics } from "@ffmpeg-analytics/core";
import type { Command } from "./command";
import { EXIT } from "./exit-code";
import { formatBytes, formatCount, formatMs, formatShare } from "./figures";
import { readOptions } from "./read-options";
import { type Column, formatTable } from "./table";
import { TARGET_OPTIONS, targetHelp, targetOf } from "./target";
import { withHome } from "./with-home";

const HELP = `Tells what was used, by whom, how long it took and what failed

  ffmpeg-analytics report [options]

  --start <date>    first UTC day, such as 2026-11-01 (30 days before the end)
  --end <date>      the day that the report ends before (tomorrow)
  --platform <name> only what this kind of host reported: mcp, komposteur, ...
  --workflow-type <name>
                    only this workflow type; unspecified where hosts sent none
  --json            print everything, as GET /api/v1/usage answers it
  --help            this text
${targetHelp("reader")}`;

const QUERY_OPTIONS = {
	start: { type: "string" },
	end: { type: "string" },
	platform: { type: "string" },
	"workflow-type": { type: "string" },
} as const;

/** `ffmpeg-analytics report` */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values } = readOptions(parameters, {
			...TARGET_OPTIONS,
			...QUERY_OPTIONS,
			json: { type: "boolean" },
		});
		const target = targetOf(values, context.environment, "reader");
		const { start, end, platform } = values;
		const workflowType = values["workflow-type"];
		const usage = await withHome(target, context, (home) =>
			home.ask<UsageStatistics>({
				method: "GET",
				path: "/api/v1/usage",
				query: { start, end, platform, workflowType },
			}),
		);
		context.stdout.write(
			values.json ? `${JSON.stringify(usage)}\n` : usageInWords(usage),
		);
		return EXIT.fine;
	},
};

/** Rows of a table, at most: the rest is in the JSON. */
const MAX_ROWS = 10;

/** The report for a person. */
export function usageInWords(usage: UsageStatistics): string {
	const heading = `Usage from ${usage.start} up to ${usage.end}, UTC`;
	if (usage.totalOperations === 0)
		return `${heading}: nothing was counted. A home that serves counts every minute; a file that none serves is not counted.\n`;
	return [
		`${heading}:`,
		`  ${formatCount(usage.totalOperations)} operations of ${formatCount(usage.uniqueUsers)} users, ${formatShare(usage.successRate)} succeeded, ${formatMs(usage.avgProcessingTime)} on average.`,
		...section("Operations", OPERATION_COLUMNS, usage.topOperations, (row) => [
			row.operation,
			formatCount(row.count),
			formatShare(row.count / usage.totalOperations),
			formatShare(row.successRate),
			...[row.p50, row.p95, row.p99].map(formatMs),
			formatBytes(row.totalBytes),
			formatBytes(row.peakMemory),
		]),
		...section(
			`Workflows, of the months ${usage.workflowMonths.join(", ")}`,
			WORKFLOW_COLUMNS,
			usage.topWorkflows,
			(row) => [
				row.pattern,
				formatCount(row.frequency),
				formatShare(row.successRate),
				formatMs(row.avgDuration),
			],
		),
		...section("Errors", ERROR_COLUMNS, usage.errorAnalysis, (row) => [
			row.category,
			formatCount(row.frequency),
			Object.entries(row.byOperation)
				.map(([operation, count]) => `${operation} ${formatCount(count)}`)
				.join(", "),
		]),
		...section("Platforms", PLATFORM_COLUMNS, usage.platforms, (row) => [
			row.platform,
			formatCount(row.operations),
			formatShare(row.share),
		]),
		"",
	].join("\n");
}

const right = (title: string): Column => ({ title, align: "right" });
const OPERATION_COLUMNS = [
	{ title: "operation" },
	...["count", "share", "success", "p50", "p95", "p99", "input", "memory"].map(
		right,
	),
];
const WORKFLOW_COLUMNS = [
	{ title: "sequence" },
	...["count", "success", "duration"].map(right),
];
const ERROR_COLUMNS = [
	{ title: "category" },
	right("count"),
	{ title: "of which", maxWidth: 60 },
];
const PLATFORM_COLUMNS = [
	{ title: "platform" },
	...["count", "share"].map(right),
];

function section<Row>(
	title: string,
	columns: readonly Column[],
	rows: readonly Row[],
	cellsOf: (row: Row) => string[],
): string[] {
	if (rows.length === 0) return [];
	const more =
		rows.length > MAX_ROWS
			? ` (${MAX_ROWS} of ${rows.length}; --json has all)`
			: "";
	const shown = rows.slice(0, MAX_ROWS).map(cellsOf);
	return ["", `${title}${more}:`, formatTable(columns, shown)];
}
