import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import {
	type AuditCounts,
	createAnalytics,
	SettingsError,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import {
	AUDIT_HELP,
	type AuditCommandLine,
	parseAuditOptions,
} from "./audit-options";
import { UsageError } from "./options";
import { readHomeSettings } from "./settings";
import { StoreOpenError } from "./sqlite/failures";
import { openSqliteStore } from "./sqlite-store";

/** Audits a day of a one-machine home's database, and prints what it found. */
async function main(): Promise<void> {
	const options = parseAuditOptions(process.argv.slice(2));
	if (options === "help") {
		process.stdout.write(AUDIT_HELP);
		return;
	}
	const counts = await auditFile(options);
	process.stdout.write(
		options.json ? `${JSON.stringify(counts)}\n` : inWords(counts),
	);
	if (counts.unexplained > 0) process.exitCode = 1;
}

async function auditFile({
	file,
	day,
}: AuditCommandLine): Promise<AuditCounts> {
	// The store would make it.
	if (!existsSync(file)) throw new StoreOpenError(`${file} does not exist`);
	const { analytics: settings } = readHomeSettings(process.env, {
		...{ host: "127.0.0.1", port: 0, file },
	});
	const { shardCount } = settings;
	const store = openSqliteStore({ file, shardCount });
	try {
		const analytics = createAnalytics({
			...{ store, settings, now: () => Date.now() },
			digest: (text) => hash("sha256", text, "hex"),
		});
		return await analytics.audit(day);
	} finally {
		await store.close();
	}
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

const TOLD = [UsageError, SettingsError, StoreOpenError, StoreUnavailableError];

/** What the person at the command line can put right is said in one line. */
function fail(error: unknown): void {
	if (!TOLD.some((kind) => error instanceof kind)) throw error;
	const isUsage = error instanceof UsageError || error instanceof SettingsError;
	process.stderr.write(`${(error as Error).message}\n`);
	process.exitCode = isUsage ? 2 : 1;
}

main().catch(fail);
