import type { PurgeCounts } from "@ffmpeg-analytics/core";
import type { Command } from "./command";
import { EXIT } from "./exit-code";
import { formatCount } from "./figures";
import { readOptions } from "./read-options";
import { refuseShorterRetention } from "./refuse-shorter-retention";
import { formatTable } from "./table";
import { TARGET_OPTIONS, targetHelp, targetOf } from "./target";
import { withHome } from "./with-home";

const HELP = `Deletes what is older than the retention time

  ffmpeg-analytics purge [options]

  --as-of <date>    purge as it would have been done then: 2026-11-22 (its
                    beginning, UTC) or 2026-11-22T12:00:00Z (now)
  --dry-run         delete nothing, show what would go; may look ahead
  --json            print the counts as JSON
  --help            this text
${targetHelp("admin")}
For a file, RETENTION_DAYS and SHARD_COUNT are read from the environment, as a home
does; one that keeps events for longer than the default is not purged without the
former. A home purges by itself once a day.
`;

/** `ffmpeg-analytics purge`: the daily job by hand. */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values } = readOptions(parameters, {
			...TARGET_OPTIONS,
			"as-of": { type: "string" },
			"dry-run": { type: "boolean" },
			json: { type: "boolean" },
		});
		const target = targetOf(values, context.environment, "admin");
		if (target.kind === "file")
			refuseShorterRetention(target.file, context.environment);
		const dryRun = values["dry-run"] === true;
		const calledAt = context.now();
		const text = await withHome(target, context, async (home) => {
			const counts = await home.ask<PurgeCounts>({
				method: "POST",
				path: "/api/v1/jobs/purge",
				query: {
					asOf: values["as-of"],
					dryRun: dryRun ? "true" : undefined,
				},
			});
			// The home has read it, and takes nothing that Date does not.
			const asOf = new Date(values["as-of"] ?? calledAt).toISOString();
			const report = { asOf, dryRun, ...counts };
			return values.json
				? `${JSON.stringify(report)}\n`
				: inWords(report, home.name);
		});
		context.stdout.write(text);
		return EXIT.fine;
	},
};

function inWords(
	report: PurgeCounts & { readonly asOf: string; readonly dryRun: boolean },
	name: string,
): string {
	const verb = report.dryRun ? "would remove" : "removed";
	const rows: readonly [label: string, count: number][] = [
		["events", report.eventsDeleted],
		["patterns that lose months", report.patternsChanged],
		["days of usage", report.usageDaysDeleted],
		["users' months", report.userMonthsDeleted],
		["erasures cut off, finished", report.erasuresFinished],
		["notes of erasures", report.erasuresDeleted],
	];
	return [
		`A purge of ${name} as of ${report.asOf} ${verb}:`,
		formatTable(
			[{}, { align: "right" }],
			rows.map(([label, count]) => [label, formatCount(count)]),
		),
		`The totals ${report.dryRun ? "would begin" : "begin"} with ${report.liveFrom}.`,
		"",
	].join("\n");
}
