import type { AuditCounts } from "@ffmpeg-analytics/core";
import type { Command } from "./command";
import { EXIT } from "./exit-code";
import { readOptions } from "./read-options";
import { TARGET_OPTIONS, targetHelp, targetOf } from "./target";
import { withHome } from "./with-home";

const HELP = `Compares a day's counts with its stored events, and puts right what differs

  ffmpeg-analytics audit [options]

  --day <date>      UTC day, such as 2026-11-22 (yesterday)
  --json            print the counts as JSON
  --help            this text
${targetHelp("admin")}
Ends with 1 if a difference stays.
`;

/** `ffmpeg-analytics audit` */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values } = readOptions(parameters, {
			...TARGET_OPTIONS,
			day: { type: "string" },
			json: { type: "boolean" },
		});
		const target = targetOf(values, context.environment, "admin");
		const counts = await withHome(target, context, (home) =>
			home.ask<AuditCounts>({
				method: "POST",
				path: "/api/v1/jobs/audit",
				query: { day: values.day },
			}),
		);
		context.stdout.write(
			values.json ? `${JSON.stringify(counts)}\n` : inWords(counts),
		);
		return counts.unexplained > 0 ? EXIT.failed : EXIT.fine;
	},
};

function inWords(counts: AuditCounts): string {
	if (counts.days === 0)
		return "The day is not judged: it is not over, or its month is partly purged.\n";
	const lines = [
		`Events stored: ${counts.eventsStored}, counted: ${counts.eventsCounted}.`,
	];
	const { usersRecounted, daysRepaired, unexplained } = counts;
	const isAsItIs = usersRecounted + daysRepaired + unexplained === 0;
	if (counts.eventsStored > counts.eventsCounted && isAsItIs)
		lines.push("The others wait to be counted by the next aggregation.");
	if (usersRecounted > 0) lines.push(`Users counted anew: ${usersRecounted}.`);
	if (daysRepaired > 0) lines.push("The roll-up was set right.");
	if (unexplained > 0) lines.push(`Differences that stay: ${unexplained}.`);
	return `${lines.join("\n")}\n`;
}
