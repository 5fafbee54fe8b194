import { hash } from "node:crypto";
import { existsSync } from "node:fs";
import {
	type Analytics,
	createAnalytics,
	parseSettings,
} from "@ffmpeg-analytics/core";
import { HOME_DEFAULTS } from "./settings";
import { StoreOpenError } from "./sqlite/failures";
import { openSqliteStore } from "./sqlite-store";

/**
 * Does something with a database that a home may be serving meanwhile, and closes it.
 *
 * @throws {StoreOpenError} if the file is not there, or cannot be used
 * @throws {SettingsError} if a setting of the environment has a bad value
 */
export async function withAnalyticsOf<Result>(
	file: string,
	action: (analytics: Analytics) => Promise<Result>,
): Promise<Result> {
	const { analytics: settings } = parseSettings(process.env, HOME_DEFAULTS);
	// Opening would make it.
	if (!existsSync(file)) throw new StoreOpenError(`${file} does not exist`);
	const store = openSqliteStore({ file, shardCount: settings.shardCount });
	try {
		return await action(
			createAnalytics({
				store,
				settings,
				now: Date.now,
				digest: (text) => hash("sha256", text, "hex"),
			}),
		);
	} finally {
		await store.close();
	}
}
