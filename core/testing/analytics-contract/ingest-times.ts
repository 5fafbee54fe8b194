import type { StoredEvent } from "../../src/event/stored-event";
import { HISTORY_NOW } from "../histories";
import { analyticsOn, type Contract, RETENTION_MS, rawEvent } from "./harness";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

/** How the home and the client see one event, ms from the home's now. */
interface Case {
	/** What the client's clock says at sending; absent: it does not say. */
	readonly sentAt?: number;
	/** When the operation ended by the client's clock. */
	readonly ended: number;
	/** When it ended as the store has it; absent: it is refused as too old. */
	readonly stored?: number;
}

/** The correction by `sentAt`, the clamp of the future and the retention time, both sides of each. */
export function describeIngestTimes({ withStore }: Contract): void {
	const ingested = (
		{ sentAt, ended }: Case,
		check: (event: StoredEvent | undefined, code: string | undefined) => void,
	) =>
		withStore(async (store) => {
			const [verdict] = await analyticsOn(store, HISTORY_NOW).ingest(
				[rawEvent("a", "trim", HISTORY_NOW + ended)],
				{ sentAt: sentAt === undefined ? undefined : HISTORY_NOW + sentAt },
			);
			const { items } = await store.listRecent({ limit: 2 });
			check(
				items[0],
				verdict?.status === "rejected" ? verdict.code : undefined,
			);
		});

	const AGO = -10 * MINUTE_MS;

	it.each<[string, Case]>([
		["nothing", { ended: AGO, stored: AGO }],
		["a right clock", { sentAt: 0, ended: AGO, stored: AGO }],
		["a clock a minute fast", { sentAt: MINUTE_MS, ended: AGO, stored: AGO }],
		["a clock a minute slow", { sentAt: -MINUTE_MS, ended: AGO, stored: AGO }],
		[
			"a clock over a minute fast",
			{ sentAt: MINUTE_MS + 1, ended: AGO, stored: AGO - MINUTE_MS - 1 },
		],
		[
			"a clock over a minute slow",
			{ sentAt: -MINUTE_MS - 1, ended: AGO, stored: AGO + MINUTE_MS + 1 },
		],
		[
			"a clock at 1970",
			{ sentAt: -HISTORY_NOW, ended: AGO - HISTORY_NOW, stored: AGO },
		],
		[
			"a clock a year fast",
			{ sentAt: RETENTION_MS, ended: AGO + RETENTION_MS, stored: AGO },
		],
		[
			"the future by five minutes",
			{ ended: 5 * MINUTE_MS, stored: 5 * MINUTE_MS },
		],
		["the future by more", { ended: 5 * MINUTE_MS + 1, stored: 0 }],
		[
			"the future by a fast clock",
			{ sentAt: 20 * MINUTE_MS, ended: 25 * MINUTE_MS, stored: 5 * MINUTE_MS },
		],
		[
			"the future by more than a fast clock",
			{ sentAt: 20 * MINUTE_MS, ended: 25 * MINUTE_MS + 1, stored: 0 },
		],
		["the future once corrected", { sentAt: AGO, ended: 0, stored: 0 }],
		["the end of all dates", { ended: 8.64e15 - HISTORY_NOW, stored: 0 }],
		["the retention time", { ended: -RETENTION_MS, stored: -RETENTION_MS }],
		["more than the retention time", { ended: -RETENTION_MS - 1 }],
		["the beginning of all dates", { ended: -8.64e15 - HISTORY_NOW }],
		[
			"the retention time, by a slow clock",
			{ sentAt: AGO, ended: AGO - RETENTION_MS, stored: -RETENTION_MS },
		],
		[
			"more than the retention time, by a slow clock",
			{ sentAt: AGO, ended: AGO - RETENTION_MS - 1 },
		],
		[
			"more than the retention time, by a fast clock",
			{ sentAt: -AGO, ended: -AGO - RETENTION_MS - 1 },
		],
	])("puts an event right that comes with %s", (_, moment) =>
		ingested(moment, (event, code) => {
			const { ended, stored } = moment;
			if (stored === undefined) {
				expect({ event, code }).toEqual({ event: undefined, code: "too_old" });
				return;
			}
			expect(code).toBeUndefined();
			expect(event).toMatchObject({
				timestamp: HISTORY_NOW + stored,
				receivedAt: HISTORY_NOW,
				expireAt: HISTORY_NOW + stored + RETENTION_MS,
			});
			// What the client wrote is kept where it is not what is stored.
			expect(event?.clientTimestamp).toBe(
				ended === stored ? undefined : HISTORY_NOW + ended,
			);
		}),
	);

	it("refuses what is too old, naming the field, and nothing beside it", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const verdicts = await analytics.ingest(
				[
					rawEvent("old", "trim", HISTORY_NOW - RETENTION_MS - 1),
					rawEvent("new", "trim", HISTORY_NOW),
				],
				{ sentAt: HISTORY_NOW },
			);
			expect(verdicts).toMatchObject([
				{ id: "old", code: "too_old", errors: [{ path: "timestamp" }] },
				{ id: "new", status: "stored" },
			]);
		}));
}
