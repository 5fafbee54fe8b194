import type { Analytics } from "../../src/analytics";
import type { AnalyticsStore, AppendOutcome } from "../../src/ports/store";
import { StoreUnavailableError } from "../../src/ports/store";
import { HISTORY_NOW } from "../histories";
import { exportAll, importAll } from "./export-import";
import {
	analyticsOn,
	type Contract,
	DAY_MS,
	RETENTION_MS,
	rawEvent,
} from "./harness";

const MINUTE_MS = 60_000;

/** What becomes of imported events. */
export function describeImportVerdicts({ withStore }: Contract): void {
	const at = (id: string, offset: number, more: object = {}) => ({
		...rawEvent(id, "trim", HISTORY_NOW + offset),
		...more,
	});
	const { userId } = at("any", 0);

	const verdictsOf = async (analytics: Analytics, lines: readonly unknown[]) =>
		(await importAll(analytics, lines)).map((verdict) =>
			verdict.status === "rejected"
				? `${verdict.code} ${verdict.errors[0]?.path}`
				: verdict.status,
		);

	it("keeps every time as it is, and adds what follows from them", () =>
		withStore(async (store) => {
			const times = {
				receivedAt: HISTORY_NOW - 3 * DAY_MS,
				clientTimestamp: HISTORY_NOW + 20 * DAY_MS,
			};
			const analytics = analyticsOn(store, HISTORY_NOW);
			await importAll(analytics, [
				at("corrected", -4 * DAY_MS, times),
				at("plain", -DAY_MS),
				at("same", -DAY_MS, { clientTimestamp: HISTORY_NOW - DAY_MS }),
			]);
			const stored = await store.readEvents(["corrected", "plain", "same"]);
			const found = new Map(stored.map((event) => [event.id, event]));
			expect(found.get("corrected")).toMatchObject({
				...times,
				timestamp: HISTORY_NOW - 4 * DAY_MS,
				expireAt: HISTORY_NOW - 4 * DAY_MS + RETENTION_MS,
			});
			expect(found.get("plain")?.receivedAt).toBe(HISTORY_NOW);
			expect(found.get("same")?.clientTimestamp).toBeUndefined();
		}));

	it("sanitises what comes, as ingest does", () =>
		withStore(async (store) => {
			const { operation } = at("a", 0);
			const parameters = '{"crf":23,"input":"/home/ada/x.mp4"}';
			await importAll(analyticsOn(store, HISTORY_NOW), [
				at("a", 0, { operation: { ...operation, parameters } }),
			]);
			const [event] = await store.readEvents(["a"]);
			expect(event?.operation.parameters).toContain('"crf":23');
			expect(event?.operation.parameters).not.toContain("ada");
		}));

	it("rejects what is not as exported, and nothing beside it", () =>
		withStore(async (store) => {
			const lines: [line: unknown, verdict: string][] = [
				[null, "invalid_event "],
				[at("a", 0), "stored"],
				[at("b", 0, { platform: "fax" }), "invalid_event platform"],
				[at("c", 0, { shard: 1 }), "invalid_event shard"],
				[
					at("d", 0, { clientTimestamp: "now" }),
					"invalid_event clientTimestamp",
				],
				[at("e", -RETENTION_MS), "stored"],
				[at("f", -RETENTION_MS - 1), "too_old timestamp"],
				[at("g", 5 * MINUTE_MS), "stored"],
				[at("h", 5 * MINUTE_MS + 1), "invalid_event timestamp"],
				[at("i", 0, { receivedAt: HISTORY_NOW + 5 * MINUTE_MS }), "stored"],
				[
					at("j", 0, { receivedAt: HISTORY_NOW + 5 * MINUTE_MS + 1 }),
					"invalid_event receivedAt",
				],
				[at("k", 0, { receivedAt: HISTORY_NOW - 5 * MINUTE_MS }), "stored"],
				[
					at("l", 0, { receivedAt: HISTORY_NOW - 5 * MINUTE_MS - 1 }),
					"invalid_event receivedAt",
				],
				[at("a", 0), "duplicate"],
				[at("a", 1), "id_conflict id"],
				[at("a", 0, { platform: "webapp" }), "id_conflict id"],
				// The content is that of the client's clock.
				[at("a", -1, { clientTimestamp: HISTORY_NOW }), "duplicate"],
				[at("z", 0), "stored"],
			];
			const analytics = analyticsOn(store, HISTORY_NOW);
			expect(
				await verdictsOf(
					analytics,
					lines.map(([line]) => line),
				),
			).toEqual(lines.map(([, verdict]) => verdict));
			const again = await verdictsOf(analytics, [at("a", 0), at("a", 1)]);
			expect(again).toEqual(["duplicate", "id_conflict id"]);
		}));

	it("brings back nobody who was erased, however long ago", () =>
		withStore(async (store) => {
			const erasedAt = HISTORY_NOW - 200 * DAY_MS;
			const then = analyticsOn(store, erasedAt);
			const before = at("before", -201 * DAY_MS);
			await then.ingest([before]);
			const lines = await exportAll(then);
			await then.eraseUser(userId);
			const now = analyticsOn(store, HISTORY_NOW);
			expect(
				await verdictsOf(now, [
					...lines,
					at("other", -201 * DAY_MS, { userId: "b".repeat(64) }),
					at("after", -199 * DAY_MS),
				]),
			).toEqual(["erased userId", "stored", "stored"]);
		}));

	it("does not export what an erasure has yet to delete", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			await analytics.ingest([at("a", -1), at("b", -1, { userId: OTHER })]);
			await store.writeErasure({
				userId,
				through: HISTORY_NOW - 1,
				writtenAt: HISTORY_NOW,
				expireAt: HISTORY_NOW + RETENTION_MS,
			});
			const lines = await exportAll(analytics);
			expect(lines.map(({ id }) => id)).toEqual(["b"]);
		}));

	it("asks again where the store does not know, and says so where it never does", () =>
		withStore(async (store) => {
			const lines = [at("a", 0), at("b", 0)];
			const forgetful = (times: number) =>
				analyticsOn(losingOutcomes(store, times), HISTORY_NOW);
			await expect(importAll(forgetful(9), lines)).rejects.toThrow(
				StoreUnavailableError,
			);
			expect(await verdictsOf(forgetful(2), lines)).toEqual([
				"duplicate",
				"duplicate",
			]);
		}));
}

const OTHER = "b".repeat(64);

/** The real store, whose first answers to appending are lost. */
function losingOutcomes(store: AnalyticsStore, times: number): AnalyticsStore {
	let left = times;
	return new Proxy(store, {
		get: (target, property) =>
			property === "append"
				? async (...[events]: Parameters<AnalyticsStore["append"]>) => {
						const outcomes = await target.append(events);
						return left-- > 0
							? outcomes.map((): AppendOutcome => ({ status: "unknown" }))
							: outcomes;
					}
				: Reflect.get(target, property),
	});
}
