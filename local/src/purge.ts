import { failInWords } from "./fail-in-words";
import { PURGE_HELP, parsePurgeOptions } from "./purge-options";
import { purgeTable } from "./purge-table";
import { withAnalyticsOf } from "./with-analytics-of";

/** The program of `npm run purge`: the daily job by hand, beside a home that may be running. */
async function main(): Promise<void> {
	const startedAt = Date.now();
	const options = parsePurgeOptions(process.argv.slice(2), startedAt);
	if (options === "help") {
		process.stdout.write(PURGE_HELP);
		return;
	}
	const { file, dryRun, json, asOf = startedAt } = options;
	const counts = await withAnalyticsOf(file, (analytics) =>
		analytics.purge({ asOf, dryRun }),
	);
	const report = { asOf: new Date(asOf).toISOString(), dryRun, ...counts };
	process.stdout.write(
		json ? `${JSON.stringify(report)}\n` : purgeTable(report, file),
	);
}

main().catch(failInWords);
