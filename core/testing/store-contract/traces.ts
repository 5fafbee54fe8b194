import { type StoredEvent, traceKeyOf } from "../../src/event/stored-event";
import type { TraceQuery } from "../../src/ports/store";
import { EVENT_TIME } from "../events";
import { type CurrentHarness, event, headAfter, idsOf, user } from "./samples";

const EVER = { from: EVENT_TIME - 1_000_000, to: EVENT_TIME + 1_000_000 };

/** Reading a trace's counted events again. */
export function describeTraces(current: CurrentHarness): void {
	const at = (id: string, offset: number, more: Partial<StoredEvent> = {}) =>
		event({ id, timestamp: EVENT_TIME + offset, ...more });

	const traceKey = traceKeyOf(event({ id: "any" }));
	const read = async (query: Omit<TraceQuery, "traceKey">) =>
		idsOf(await current().store.readTrace({ traceKey, ...query }));

	describe("readTrace", () => {
		it("sorts by time, and by id where times are equal, in both directions", async () => {
			const events = [
				at("late", 50),
				at("b", 10),
				at("B", 10),
				at("early", -50),
				at("a", 10),
				at("-", 10),
				at("_", 10),
				at("0", 10),
				at("a0", 10),
			];
			const head = await headAfter(current(), events, events.length);
			const ascending = ["early", "-", "0", "B", "_", "a", "a0", "b", "late"];
			const query = { head, ...EVER, limit: 100 };
			expect(await read({ ...query, direction: "ascending" })).toEqual(
				ascending,
			);
			expect(await read({ ...query, direction: "descending" })).toEqual(
				ascending.toReversed(),
			);
		});

		it("gives whole events back", async () => {
			const one = at("one", 0, { clientTimestamp: 5, receivedAt: 6 });
			const head = await headAfter(current(), [one], 1);
			expect(
				await current().store.readTrace({
					...EVER,
					head,
					traceKey,
					direction: "ascending",
					limit: 10,
				}),
			).toEqual([one]);
		});

		it("takes `from` in and leaves `to` out", async () => {
			const events = [-2, -1, 0, 1, 2].map((n) => at(`e${n + 2}`, n));
			const head = await headAfter(current(), events, events.length);
			for (const direction of ["ascending", "descending"] as const) {
				const ids = await read({
					head,
					direction,
					limit: 10,
					from: EVENT_TIME - 1,
					to: EVENT_TIME + 1,
				});
				expect(ids.toSorted()).toEqual(["e1", "e2"]);
			}
		});

		it("goes on strictly beyond a given event, also among equal times", async () => {
			const events = [
				at("c", 0),
				at("a", 0),
				at("d", 1),
				at("b", 0),
				at("z", -1),
			];
			const head = await headAfter(current(), events, events.length);
			const beyond = { timestamp: EVENT_TIME, id: "b" };
			const query = { head, ...EVER, beyond, limit: 10 };
			expect(await read({ ...query, direction: "ascending" })).toEqual([
				"c",
				"d",
			]);
			expect(await read({ ...query, direction: "descending" })).toEqual([
				"a",
				"z",
			]);
			// The event itself need not be stored.
			const between = { ...query, beyond: { timestamp: EVENT_TIME, id: "bb" } };
			expect(await read({ ...between, direction: "ascending" })).toEqual([
				"c",
				"d",
			]);
			expect(await read({ ...between, direction: "descending" })).toEqual([
				"b",
				"a",
				"z",
			]);
		});

		it("pages to the end, and answers fewer than the limit only there", async () => {
			const events = Array.from({ length: 10 }, (_, index) =>
				at(`e${index}`, Math.floor(index / 4)),
			);
			const head = await headAfter(current(), events, events.length);
			for (const direction of ["ascending", "descending"] as const) {
				const seen: string[] = [];
				let beyond: { timestamp: number; id: string } | undefined;
				for (let page = 0; page < 3; page++) {
					const items = await current().store.readTrace({
						...EVER,
						head,
						traceKey,
						direction,
						limit: 4,
						...(beyond === undefined ? {} : { beyond }),
					});
					expect(items).toHaveLength(page < 2 ? 4 : 2);
					seen.push(...idsOf(items));
					beyond = items.at(-1);
				}
				const ids = idsOf(events);
				expect(seen).toEqual(
					direction === "ascending" ? ids : ids.toReversed(),
				);
			}
		});

		it("sees only what was counted, however many uncounted events lie between", async () => {
			const counted = [at("a", 0), at("b", 100), at("c", 200)];
			const uncounted = Array.from({ length: 12 }, (_, index) =>
				at(`late${index}`, index * 16),
			);
			const events = [...counted, ...uncounted];
			const head = await headAfter(current(), events, counted.length);
			const query = { head, ...EVER, limit: 2 };
			expect(await read({ ...query, direction: "ascending" })).toEqual([
				"a",
				"b",
			]);
			expect(await read({ ...query, direction: "descending" })).toEqual([
				"c",
				"b",
			]);
			const { mark: _, ...untouched } = head;
			expect(
				await read({ ...query, head: untouched, direction: "ascending" }),
			).toEqual([]);
		});

		it("keeps traces apart: sessions, platforms and users", async () => {
			const context = { sessionId: "mcp" };
			const events = [
				at("platform", 0),
				at("session", 1, { context }),
				at("webapp", 2, { platform: "webapp" }),
				at("same-session", 3, { platform: "webapp", context }),
				at("other-user", 4, { userId: user(0, 1) }),
				at("same-session-of-other", 5, { userId: user(0, 1), context }),
			];
			const head = await headAfter(current(), events, events.length);
			const idsOfTrace = (one: StoredEvent | undefined) =>
				read({
					...EVER,
					head,
					direction: "ascending",
					limit: 10,
					...(one === undefined ? {} : { traceKey: traceKeyOf(one) }),
				});
			expect(await idsOfTrace(events[0])).toEqual(["platform"]);
			expect(await idsOfTrace(events[1])).toEqual(["session", "same-session"]);
			expect(await idsOfTrace(events[2])).toEqual(["webapp"]);
			expect(await idsOfTrace(events[4])).toEqual(["other-user"]);
			expect(await idsOfTrace(events[5])).toEqual(["same-session-of-other"]);
		});
	});
}
