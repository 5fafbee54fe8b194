import { dayOf } from "../../src/calendar";
import type { AnalyticsStore } from "../../src/ports/store";
import { HISTORY_NOW, USERS } from "../histories";
import { analyticsOn, DAY_MS } from "./harness";

/** Of {@link rawEvent}. */
export const USER = "a".repeat(64);

const EVERYBODY = [...USERS, USER];

/** Every day that these histories have. */
export const RANGE = { start: "2026-09-01", end: "2026-12-01" } as const;

/** Every count, sum and list of a store whose users have all been erased. */
export async function expectNothingLeft(store: AnalyticsStore): Promise<void> {
	const analytics = analyticsOn(store, HISTORY_NOW);
	expect(await store.readDeltas(10)).toEqual([]);
	expect(await store.walkPatterns(undefined, 10)).toEqual([]);
	const days = Array.from({ length: 150 }, (_, n) =>
		dayOf(HISTORY_NOW - 100 * DAY_MS + n * DAY_MS),
	);
	expect(await store.readUsageDays(days)).toEqual(new Map());
	expect((await store.readTotals()).users).toEqual({});
	expect((await store.listRecent({ limit: 10 })).items).toEqual([]);
	expect(await analytics.usage(RANGE)).toMatchObject({
		totalOperations: 0,
		uniqueUsers: 0,
		topOperations: [],
		topWorkflows: [],
		errorAnalysis: [],
		workflowTypes: [],
	});
	expect(await analytics.templates()).toEqual([]);
	const months = ["2026-09", "2026-10", "2026-11", "2026-12"];
	const keys = EVERYBODY.flatMap((userId) =>
		months.map((month) => ({ userId, month })),
	);
	expect(await store.readUserMonths(keys)).toEqual([]);
	for (const record of (await store.readUsers(EVERYBODY)).values()) {
		expect(record).toMatchObject({ activeDays: {}, earlierPatternMonths: {} });
		expect(record.latestTimestamp).toBeUndefined();
		expect(record.current).toMatchObject({
			traces: {},
			patterns: {},
			usage: {},
			operationTypes: [],
			workflowTypes: [],
			unplaced: [],
			releasedSessions: "",
		});
	}
}
