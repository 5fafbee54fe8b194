import type { PurgeCounts } from "@ffmpeg-analytics/core";

/** What is said of one purge. */
export interface PurgeReport extends PurgeCounts {
	/** ISO 8601. */
	readonly asOf: string;
	readonly dryRun: boolean;
}

/** The report for a person: a heading, and a line for each count. */
export function purgeTable(report: PurgeReport, file: string): string {
	const rows: readonly [label: string, count: number][] = [
		["events", report.eventsDeleted],
		["patterns that lose months", report.patternsChanged],
		["days of usage", report.usageDaysDeleted],
		["users' months", report.userMonthsDeleted],
		["erasures cut off, finished", report.erasuresFinished],
		["notes of erasures", report.erasuresDeleted],
	];
	const cells = rows.map(
		([label, count]) => [label, count.toLocaleString("en-US")] as const,
	);
	const labelWidth = Math.max(...cells.map(([label]) => label.length));
	const countWidth = Math.max(...cells.map(([, count]) => count.length));
	const verb = report.dryRun ? "would remove" : "removed";
	return [
		`A purge of ${file} as of ${report.asOf} ${verb}:`,
		...cells.map(
			([label, count]) =>
				`  ${label.padEnd(labelWidth)}  ${count.padStart(countWidth)}`,
		),
		`The totals ${report.dryRun ? "would begin" : "begin"} with ${report.liveFrom}.`,
		"",
	].join("\n");
}
