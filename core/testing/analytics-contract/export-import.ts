import fc from "fast-check";
import type { Analytics } from "../../src/analytics";
import type { WireEvent } from "../../src/event/wire-event";
import type { AnalyticsStore } from "../../src/ports/store";
import type { ExportQuery } from "../../src/transfer/export-events";
import type { ExportedEvent } from "../../src/transfer/exported-event";
import { HISTORY_NOW, histories } from "../histories";
import { expectEqualToBatch } from "./equality";
import {
	allSequences,
	analyticsOn,
	assertInLanes,
	type Contract,
	inBatches,
	SHARD_COUNT,
} from "./harness";
import { ignoreDeath, mortal } from "./mortal";

/** The other home need not have the same number of shards. */
const OTHER_SHARD_COUNT = SHARD_COUNT + 2;

const HOUR_MS = 3_600_000;

/** Export and import are inverse: nothing that counts is lost, doubled or moved. */
export function describeExportImport({ size, withStore }: Contract): void {
	const withTwoStores = (
		test: (from: AnalyticsStore, to: AnalyticsStore) => Promise<void>,
	) =>
		withStore((from) => withStore((to) => test(from, to), OTHER_SHARD_COUNT));
	const runs = Math.ceil(size.runs / 4);

	it("gives the other home the same totals, to the digit, whatever clocks said", () =>
		assertInLanes(
			fc.asyncProperty(
				histories(size.events),
				fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1 }),
				(history, skewsHours) =>
					withTwoStores(async (from, to) => {
						const analytics = analyticsOn(from, HISTORY_NOW);
						await ingestWithSkew(analytics, history, skewsHours);
						const other = analyticsOn(to, HISTORY_NOW, OTHER_SHARD_COUNT);
						const lines = await exportAll(analytics);
						expect(lines).toHaveLength(history.length);
						const verdicts = await importAll(other, lines);
						expect(statusesOf(verdicts)).toEqual(["stored"]);
						expect(await totalsOf(other)).toEqual(await totalsOf(analytics));
						expect(byId(await exportAll(other))).toEqual(byId(lines));
					}),
			),
			runs,
		));

	it("equals the batch where an import is cut off, comes again and is counted between", () =>
		assertInLanes(
			fc.asyncProperty(
				histories(size.events),
				fc.array(fc.record({ steps: fc.nat(6), after: fc.boolean() }), {
					minLength: 1,
					maxLength: 4,
				}),
				(history, deaths) =>
					withTwoStores(async (from, to) => {
						const analytics = analyticsOn(from, HISTORY_NOW);
						await analytics.ingest(history);
						const lines = await exportAll(analytics);
						for (const { steps, after } of deaths) {
							const dies = mortal(to, steps, { afterEffect: after });
							const other = analyticsOn(dies, HISTORY_NOW, OTHER_SHARD_COUNT);
							await importAll(other, lines, 5).catch(ignoreDeath);
							await other.aggregate().catch(ignoreDeath);
						}
						const other = analyticsOn(to, HISTORY_NOW, OTHER_SHARD_COUNT);
						await importAll(other, lines);
						await other.aggregate();
						await expectEqualToBatch(to, history);
					}),
			),
			runs,
		));

	it("finds every event at home again, as a duplicate, whatever the client's clock said", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			for (const [index, timestamp] of EXTREME_CLOCKS.entries()) {
				const event = rawEventAt(`clock${index}`, timestamp);
				const sentAt = Math.min(timestamp + HOUR_MS, 8.64e15);
				const [verdict] = await analytics.ingest([event], { sentAt });
				expect(verdict?.status).toBe("stored");
			}
			const lines = await exportAll(analytics);
			expect(
				lines.map(({ clientTimestamp }) => epochOf(clientTimestamp)).sort(),
			).toEqual([...EXTREME_CLOCKS].sort());
			expect(statusesOf(await importAll(analytics, lines))).toEqual([
				"duplicate",
			]);
			const { items } = await store.listRecent({ limit: 1_000 });
			await withStore(async (other) => {
				await importAll(analyticsOn(other, HISTORY_NOW), lines);
				const found = await other.listRecent({ limit: 1_000 });
				expect(byId(found.items)).toEqual(byId(items));
			});
		}));

	it("exports a range of time, and what is not counted yet", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const offsets = [-3, -2, -1, 0];
			await analytics.ingest(
				offsets.map((n) => rawEventAt(`e${n + 3}`, HISTORY_NOW + n)),
			);
			const ids = async (query: ExportQuery) =>
				(await exportAll(analytics, query)).map(({ id }) => id).sort();
			const [from, to] = [HISTORY_NOW - 2, HISTORY_NOW];
			expect(await ids({})).toEqual(["e0", "e1", "e2", "e3"]);
			expect(await ids({ from, to })).toEqual(["e1", "e2"]);
			expect(await ids({ from })).toEqual(["e1", "e2", "e3"]);
			expect(await ids({ to })).toEqual(["e0", "e1", "e2"]);
		}));
}

/** Beyond, at and within the years that ISO 8601 writes with four digits. */
const EXTREME_CLOCKS: readonly number[] = [
	-8.64e15,
	Date.parse("0000-01-01T00:00:00.000Z") - 1,
	Date.parse("0000-01-01T00:00:00.000Z"),
	0,
	HISTORY_NOW - 24 * HOUR_MS,
	Date.UTC(9_999, 11, 31, 23, 59, 59, 999),
	Date.UTC(10_000, 0),
	8.64e15,
];

/** In small batches, whose clients' clocks are off by so many hours; counts after each second one. */
async function ingestWithSkew(
	analytics: Analytics,
	history: readonly WireEvent[],
	skewsHours: readonly number[],
): Promise<void> {
	for (const [turn, batch] of inBatches(history, 4).entries()) {
		const skew = skewsHours[turn % skewsHours.length] ?? 0;
		const sentAt = HISTORY_NOW + skew * HOUR_MS;
		const verdicts = await analytics.ingest(batch, { sentAt });
		expect(statusesOf(verdicts)).toEqual(["stored"]);
		if (turn % 2 === 1) await analytics.aggregate();
	}
}

/** All lines of an export. */
export async function exportAll(
	analytics: Analytics,
	query: ExportQuery = {},
): Promise<ExportedEvent[]> {
	const lines: ExportedEvent[] = [];
	for (let after: string | undefined; ; ) {
		const page = await analytics.exportEvents({ ...query, after });
		lines.push(...page.items);
		after = page.next;
		if (after === undefined) return lines;
	}
}

/** Imports lines as they come over a wire: as text. */
export async function importAll(
	analytics: Analytics,
	lines: readonly unknown[],
	batchSize = 500,
) {
	const read: unknown[] = lines.map((line) => JSON.parse(JSON.stringify(line)));
	const verdicts = [];
	for (const batch of inBatches(read, batchSize))
		verdicts.push(...(await analytics.importEvents(batch)));
	return verdicts;
}

/** Every figure but the dates, in which an occurrence stays that a late event has undone since. */
async function totalsOf(analytics: Analytics) {
	await analytics.aggregate();
	await analytics.flagTemplates();
	const sequences = await allSequences(analytics);
	return {
		sequences: sequences.map(({ firstSeen, lastSeen, ...rest }) => {
			expect(firstSeen <= lastSeen).toBe(true);
			return rest;
		}),
		usage: await analytics.usage({ start: "2026-09-01", end: "2026-12-01" }),
	};
}

function statusesOf(verdicts: readonly { readonly status: string }[]) {
	return [...new Set(verdicts.map(({ status }) => status))];
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]) {
	const plain: Item[] = JSON.parse(JSON.stringify(items));
	return plain
		.map(({ shard: _, ...item }: Item & { shard?: number }) => item)
		.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function epochOf(instant: unknown): number {
	return typeof instant === "number" ? instant : Date.parse(String(instant));
}

/** A failed event of one user. */
function rawEventAt(id: string, timestamp: number) {
	return {
		id,
		timestamp,
		userId: "a".repeat(64),
		platform: "komposteur",
		operation: {
			type: "trim",
			inputFormat: "mov,mp4",
			outputFormat: "mp4",
			parameters: '{"crf":23,"input":"/home/ada/x.mp4"}',
			fileSize: 1,
		},
		metrics: {
			success: false,
			processingTime: 10,
			errorMessage: "/home/ada/x.mp4: No such file or directory",
			memoryUsage: 5,
		},
		context: { batchSize: 3, workflowType: "podcast" },
	};
}
