import type { AnalyticsStore } from "@ffmpeg-analytics/core";
import {
	EVENT_TIME,
	storedEvent,
	userIdIn,
} from "@ffmpeg-analytics/core/testing";
import { openFirestoreHarness } from "../testing/firestore-harness";

/** Three groups of shards, the last of which has one. */
const SHARDS = 61;
const EVENTS = 70;

/** The ids of all pages. */
async function walk(store: AnalyticsStore, limit: number): Promise<string[]> {
	const ids: string[] = [];
	for (let after: string | undefined; ; ) {
		const page = await store.walkEvents({ limit, after });
		expect(page.items.length).toBeLessThanOrEqual(limit);
		ids.push(...page.items.map(({ id }) => id));
		after = page.next;
		if (after === undefined) return ids;
	}
}

describe("a walk over more shards than one query takes", () => {
	it.each([
		["spread over all", (n: number) => (n * 7) % SHARDS],
		["crowded in one", (n: number) => (n % 20 === 0 ? n % SHARDS : 60)],
	])("gives events in the order of time, each once: %s", async (_, shardOf) => {
		const harness = await openFirestoreHarness(SHARDS);
		try {
			const events = Array.from({ length: EVENTS }, (_, n) =>
				storedEvent(
					{
						id: `e${String(n).padStart(3, "0")}`,
						userId: userIdIn(shardOf(n), SHARDS),
						timestamp: EVENT_TIME + Math.floor(n / 4),
					},
					SHARDS,
				),
			);
			await harness.store.append(events.toReversed());
			const inOrder = events.map(({ id }) => id);
			for (const limit of [2, 7, EVENTS, 500])
				expect(await walk(harness.store, limit)).toEqual(inOrder);
		} finally {
			await harness.close();
		}
	});
});
