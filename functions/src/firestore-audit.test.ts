import { hash } from "node:crypto";
import { createAnalytics } from "@ffmpeg-analytics/core";
import {
	EVENT_TIME,
	storedEvent,
	userIdIn,
} from "@ffmpeg-analytics/core/testing";
import { Timestamp } from "@google-cloud/firestore";
import { openFirestoreHarness } from "../testing/firestore-harness";
import { eventReference } from "./store/event-position";

const SHARDS = 2;
const DAY_MS = 24 * 60 * 60 * 1_000;

describe("the audit of Firestore", () => {
	it("counts an event whose commit came to stand before the mark after all", async () => {
		const harness = await openFirestoreHarness(SHARDS);
		const { store, firestore } = harness;
		try {
			const now = EVENT_TIME + 2 * DAY_MS;
			const analytics = createAnalytics({
				store,
				settings: {
					retentionMs: 365 * DAY_MS,
					sessionGapMs: 10 * 60_000,
					shardCount: SHARDS,
					templateMinFrequency: 5,
					templateMinSuccessRate: 0.8,
					templateMinUsersPerValue: 3,
				},
				now: () => now,
				digest: (text) => hash("sha256", text, "hex"),
			});
			const event = (id: string, userId: string) =>
				storedEvent({ id, userId }, SHARDS);
			const stranger = userIdIn(1, SHARDS, 7);
			await store.append([
				event("first", userIdIn(0, SHARDS)),
				event("second", stranger),
			]);
			await analytics.aggregate();
			const written = await eventReference(firestore, "second").get();
			const storedAt = Timestamp.fromMillis(EVENT_TIME);
			const behind = { ...written.data(), storedAt };
			await eventReference(firestore, "behind").set(behind);
			await analytics.aggregate();
			const day = "2026-11-20";
			const usage = () => analytics.usage({ start: day, end: "2026-11-21" });
			expect((await usage()).totalOperations).toBe(2);
			expect(await analytics.audit(day)).toEqual({
				days: 1,
				eventsStored: 3,
				eventsCounted: 2,
				usersRecounted: 1,
				daysRepaired: 0,
				unexplained: 0,
			});
			expect(await usage()).toMatchObject({
				totalOperations: 3,
				uniqueUsers: 2,
			});
			expect(await analytics.audit(day)).toMatchObject({
				eventsCounted: 3,
				usersRecounted: 0,
			});
		} finally {
			await harness.close();
		}
	});
});
