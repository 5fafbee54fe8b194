import type { AuditCounts } from "@ffmpeg-analytics/core";
import { AUDIT_HELP, parseAuditOptions } from "./audit-options";
import { failInWords } from "./fail-in-words";
import { withAnalyticsOf } from "./with-analytics-of";

/** The program of `npm run audit`: audits a day of a one-machine home's database. */
async function main(): Promise<void> {
	const options = parseAuditOptions(process.argv.slice(2));
	if (options === "help") {
		process.stdout.write(AUDIT_HELP);
		return;
	}
	const counts = await withAnalyticsOf(options.file, (analytics) =>
		analytics.audit(options.day),
	);
	process.stdout.write(
		options.json ? `${JSON.stringify(counts)}\n` : inWords(counts),
	);
	if (counts.unexplained > 0) process.exitCode = 1;
}

function inWords(counts: AuditCounts): string {
	if (counts.days === 0)
		return "The day is not judged: it is not over, or its month is partly purged.\n";
	const lines = [
		`Events stored: ${counts.eventsStored}, counted: ${counts.eventsCounted}.`,
	];
	if (counts.usersRecounted > 0)
		lines.push(`Users counted anew: ${counts.usersRecounted}.`);
	if (counts.daysRepaired > 0) lines.push("The roll-up was set right.");
	if (counts.unexplained > 0)
		lines.push(`Differences that stay: ${counts.unexplained}.`);
	return `${lines.join("\n")}\n`;
}

main().catch(failInWords);
