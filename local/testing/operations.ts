import { hash } from "node:crypto";
import {
	type Analytics,
	createAnalytics,
	parseSettings,
	type WireEventInput,
} from "@ffmpeg-analytics/core";
import { userIdIn } from "@ffmpeg-analytics/core/testing";
import { HOME_DEFAULTS } from "../src/settings";
import { openSqliteStore } from "../src/sqlite-store";

const SHARDS = 8;
const STEPS = ["trim", "resize", "to_mp3"];

/** The user of the session with this number. */
export const userOf = (session: number): string =>
	userIdIn(session % SHARDS, SHARDS);

/** Sessions of three operations each, which ended at `endedAt` (epoch ms) and in the hours before. */
export function sessionsOf(count: number, endedAt: number): WireEventInput[] {
	return Array.from({ length: count * STEPS.length }, (_, index) => {
		const session = Math.floor(index / STEPS.length);
		const step = index % STEPS.length;
		return {
			id: `session-${session}-${step}`,
			timestamp: endedAt - session * 3_600_000 - (STEPS.length - step) * 10_000,
			userId: userOf(session),
			platform: "mcp",
			operation: {
				type: STEPS[step] ?? "",
				inputFormat: "mp4",
				outputFormat: "mp4",
				parameters: '{"duration":5}',
				fileSize: 1_000_000,
			},
			metrics: { success: true, processingTime: 400 + step },
			context: {},
		};
	});
}

/** Makes a database of these events, counts them and makes templates. */
export async function fillFile(
	file: string,
	events: readonly WireEventInput[],
): Promise<void> {
	await withAnalytics(file, async (analytics) => {
		for (let start = 0; start < events.length; start += 500)
			await analytics.ingest(events.slice(start, start + 500));
		await analytics.aggregate();
		await analytics.flagTemplates();
	});
}

/** Does something with a database in this process. */
export async function withAnalytics<Result>(
	file: string,
	action: (analytics: Analytics) => Promise<Result>,
): Promise<Result> {
	const { analytics: settings } = parseSettings({}, HOME_DEFAULTS);
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
