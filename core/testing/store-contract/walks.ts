import type { StoredEvent } from "../../src/event/stored-event";
import type { EventWalk } from "../../src/ports/store";
import { BadPageTokenError } from "../../src/reports/sequences";
import { EVENT_TIME } from "../events";
import { SHARD_COUNT } from "./harness";
import {
	appendInOrder,
	awkwardEvents,
	type CurrentHarness,
	event,
	headAfter,
	idsOf,
	user,
} from "./samples";

/** Walking over all events of a range of time. */
export function describeWalks(current: CurrentHarness): void {
	const at = (id: string, offset: number, shard = 0) =>
		event({ id, timestamp: EVENT_TIME + offset, userId: user(shard) });

	/** Every page; `between` runs after each that has a next one. */
	const walk = async (
		query: EventWalk,
		between: () => Promise<unknown> = async () => undefined,
	): Promise<StoredEvent[]> => {
		const { store } = current();
		const found: StoredEvent[] = [];
		for (let after = query.after; ; ) {
			const page = await store.walkEvents({ ...query, after });
			expect(page.items.length).toBeLessThanOrEqual(query.limit);
			found.push(...page.items);
			after = page.next;
			if (after === undefined) return found;
			await between();
		}
	};

	/** In an order of arrival that is neither that of time nor that of ids. */
	const scattered = (count: number) =>
		Array.from({ length: count }, (_, n) =>
			at(`e${(n * 7) % count}`, (n * 5) % 4, (n * 3) % SHARD_COUNT),
		);

	describe("walkEvents", () => {
		it("gives all events of all shards once, counted or not, in pages of any size", async () => {
			const events = scattered(23);
			await headAfter(current(), events, 3);
			for (const limit of [1, 2, 5, 22, 23, 24, 1_000]) {
				const found = await walk({ limit });
				expect(idsOf(found).sort()).toEqual(idsOf(events).sort());
			}
			expect(await walk({ limit: 7 })).toEqual(await walk({ limit: 3 }));
		});

		it("takes `from` in and leaves `to` out, each by itself and both", async () => {
			const events = [-2, -1, 0, 1, 2].map((n) => at(`e${n + 2}`, n, n + 2));
			await appendInOrder(current(), events);
			const from = EVENT_TIME - 1;
			const to = EVENT_TIME + 1;
			const found = async (range: Partial<EventWalk>) =>
				idsOf(await walk({ limit: 2, ...range })).sort();
			expect(await found({ from })).toEqual(["e1", "e2", "e3", "e4"]);
			expect(await found({ to })).toEqual(["e0", "e1", "e2"]);
			expect(await found({ from, to })).toEqual(["e1", "e2"]);
			expect(await found({ from: to, to: from })).toEqual([]);
		});

		it("gives whole events back, whatever they hold", async () => {
			const events = awkwardEvents();
			await current().store.append(events);
			const found = await walk({ limit: 2 });
			const byId = new Map(found.map((each) => [each.id, each]));
			expect(found).toHaveLength(events.length);
			expect(events.map(({ id }) => byId.get(id))).toEqual(events);
		});

		it("misses nothing and gives nothing twice while events come and go", async () => {
			const { store } = current();
			const staying = scattered(19);
			const [shard, through] = [1, EVENT_TIME + 1_000];
			const going = Array.from({ length: 9 }, (_, n) =>
				event({
					id: `going${n}`,
					timestamp: EVENT_TIME + (n % 4),
					userId: user(shard, 77),
				}),
			);
			for (const [index, each] of staying.entries())
				await store.append([each, ...going.slice(index, index + 1)]);
			let turn = 0;
			let deleted = 0;
			let after: string | undefined;
			const found = await walk({ limit: 2 }, async () => {
				if (turn++ > 5) return;
				const userId = user(shard, 77);
				const step = { userId, through, after, limit: 2 };
				const done = await store.deleteUserEvents(step);
				deleted += done.deleted;
				after = done.next;
				await store.append([at(`new${turn}`, turn % 4, turn % SHARD_COUNT)]);
			});
			const ids = idsOf(found);
			expect(new Set(ids).size).toBe(ids.length);
			expect(ids).toEqual(expect.arrayContaining(idsOf(staying)));
			expect(turn).toBeGreaterThan(5);
			expect(deleted).toBeGreaterThan(1);
		});

		it("is empty when nothing was stored, and refuses a token that it did not make", async () => {
			const { store } = current();
			expect(await store.walkEvents({ limit: 10 })).toEqual({ items: [] });
			for (const after of ["", "nonsense", "-1", "1 OR 1=1", "[]"])
				await expect(
					store.walkEvents({ limit: 1, after }),
				).rejects.toBeInstanceOf(BadPageTokenError);
		});
	});
}
