import { existsSync } from "node:fs";
import { DAY_MS, parseSettings } from "@ffmpeg-analytics/core";
import { HOME_DEFAULTS } from "../settings";
import { openDatabase } from "../sqlite/database";
import { UsageError } from "./read-options";

/**
 * Refuses to purge a file by the default retention time where the last event was stored under a longer
 * one: months would leave the totals, and would not come back. Whoever sets RETENTION_DAYS means it.
 *
 * @throws {UsageError} which says what to set
 * @throws {StoreOpenError} if the file is there and cannot be used
 */
export function refuseShorterRetention(
	file: string,
	environment: Readonly<Record<string, string | undefined>>,
): void {
	const { retentionMs, shardCount } = parseSettings(
		environment,
		HOME_DEFAULTS,
	).analytics;
	const isMeant = (environment.RETENTION_DAYS ?? "").trim() !== "";
	if (isMeant || !existsSync(file)) return;
	const keptMs = retentionOfLastEvent(file, shardCount);
	if (keptMs <= retentionMs) return;
	throw new UsageError(
		`${file} keeps events for ${Math.round(keptMs / DAY_MS)} days: set RETENTION_DAYS to that, or to what it is to be from now on`,
	);
}

/** Ms; 0 without events. */
function retentionOfLastEvent(file: string, shardCount: number): number {
	const database = openDatabase(file, shardCount);
	try {
		const last = database
			.prepare(
				"SELECT expire_at - timestamp AS kept FROM events ORDER BY seq DESC LIMIT 1",
			)
			.get();
		return Number(last?.kept ?? 0);
	} finally {
		database.close();
	}
}
