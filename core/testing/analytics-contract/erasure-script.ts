import fc from "fast-check";
import { aggregate } from "../../src/aggregation/in-turn";
import type { Erasure } from "../../src/erasure/erasure";
import type { WireEvent } from "../../src/event/wire-event";
import type { AnalyticsStore } from "../../src/ports/store";
import { HISTORY_NOW, USERS } from "../histories";
import { analyticsOn, homeOn, inBatches } from "./harness";
import { ignoreDeath, mortal } from "./mortal";

const HOUR_MS = 3_600_000;

/** When erasures are, before the history's now: what ended later is not erased. */
const hoursAgo = [0, 0.5, 47.9, 60, 24 * 30];

/** What happens next, and after how many calls of the store whoever does it dies. */
export const deeds = fc.record({
	kind: fc.constantFrom("ingest", "aggregate", "erase", "purge"),
	user: fc.constantFrom(...USERS),
	hoursAgo: fc.constantFrom(...hoursAgo),
	batch: fc.integer({ min: 1, max: 20 }),
	dies: fc.option(fc.record({ steps: fc.nat(25), afterEffect: fc.boolean() }), {
		nil: undefined,
	}),
});

type Deed = typeof deeds extends fc.Arbitrary<infer Value> ? Value : never;

/** Does what the script says, then brings everything to its end. */
export async function perform(
	store: AnalyticsStore,
	history: readonly WireEvent[],
	script: readonly Deed[],
	pageEvents: number,
): Promise<void> {
	const pending = [...history];
	const ingested: WireEvent[] = [];
	// It has loaded the tombstones before there are any: aggregation is on its own.
	const deaf = analyticsOn(store, HISTORY_NOW);
	await deaf.ingest([]);
	for (const { kind, user, hoursAgo: hours, batch, dies } of script) {
		const seen = dies === undefined ? store : mortal(store, dies.steps, dies);
		const now = HISTORY_NOW - hours * HOUR_MS;
		if (kind === "ingest") {
			ingested.push(...pending.splice(0, batch));
			// Old ones again: a client that has lost the answer.
			await deaf.ingest(ingested.slice(-100));
		} else if (kind === "aggregate") {
			await aggregate(homeOn(seen, HISTORY_NOW), pageEvents).catch(ignoreDeath);
		} else if (kind === "purge") {
			await analyticsOn(seen, HISTORY_NOW).purge().catch(ignoreDeath);
		} else {
			await analyticsOn(seen, now).eraseUser(user).catch(ignoreDeath);
		}
		await expectFairTombstones(store, ingested);
	}
	for (const rest of inBatches([...ingested, ...pending], 500))
		await deaf.ingest(rest);
	const analytics = analyticsOn(store, HISTORY_NOW);
	await analytics.purge();
	await analytics.ingest(history.slice(0, 500));
	await aggregate(homeOn(store, HISTORY_NOW), pageEvents);
}

/** A tombstone covers no more than what had ended when it was written, or had been sent by then. */
async function expectFairTombstones(
	store: AnalyticsStore,
	ingested: readonly WireEvent[],
): Promise<void> {
	for (const { userId, through } of (await erasuresOf(store)).values()) {
		const own = ingested
			.filter((event) => event.userId === userId)
			.map(({ timestamp }) => timestamp);
		const times = hoursAgo.map((hours) => HISTORY_NOW - hours * HOUR_MS);
		expect([...own, ...times]).toContain(through);
	}
}

/** The tombstones, by user. */
export async function erasuresOf(
	store: AnalyticsStore,
): Promise<Map<string, Erasure>> {
	const { items } = await store.listErasures({ since: 0, limit: 1_000 });
	return new Map(items.map((erasure) => [erasure.userId, erasure]));
}
