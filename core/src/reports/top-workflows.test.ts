import fc from "fast-check";
import type { PatternRecord } from "../aggregation/totals";
import type { PatternQuery } from "../ports/store";
import {
	FIRST_PAGE,
	MAX_WORKFLOW_PATTERNS,
	TOP_WORKFLOWS,
	topWorkflows,
} from "./top-workflows";

const MONTHS = ["2026-10", "2026-11"];

/** Frequencies by month and platform. */
type Frequencies = Readonly<Record<string, Readonly<Record<string, number>>>>;

function patternRecord(pattern: string, by: Frequencies): PatternRecord {
	const months = Object.fromEntries(
		Object.entries(by).map(([month, platforms]) => [
			month,
			{
				segments: Object.fromEntries(
					Object.entries(platforms).map(([platform, frequency]) => [
						`${platform}|`,
						{ frequency, sessions: frequency },
					]),
				),
			},
		]),
	);
	const frequency = Object.values(by)
		.flatMap((platforms) => Object.values(platforms))
		.reduce((sum, each) => sum + each, 0);
	return {
		pattern,
		operations: pattern.split("->"),
		frequency,
		months,
		firstSeen: "2026-10-01",
		lastSeen: "2026-11-30",
		closed: false,
		templateCandidate: false,
	};
}

/** Lists patterns in the order that the port promises, and counts those that were read. */
function listing(records: readonly PatternRecord[]) {
	const inOrder = records.toSorted(
		(a, b) => b.frequency - a.frequency || (a.pattern < b.pattern ? -1 : 1),
	);
	const listed = {
		reads: 0,
		async listPatterns({ minFrequency, limit, after }: PatternQuery) {
			const from =
				after === undefined
					? 0
					: inOrder.findIndex(({ pattern }) => pattern === after.pattern) + 1;
			const page = inOrder
				.slice(from)
				.filter(({ frequency }) => frequency >= minFrequency)
				.slice(0, limit);
			listed.reads += page.length;
			return page;
		},
	};
	return listed;
}

const name = (index: number) => `trim->step_${String(index).padStart(4, "0")}`;
const anySegment = () => true;
const onMcp = (platform: string) => platform === "mcp";

/** `count` patterns, each with the frequencies that `of` gives. */
function patterns(count: number, of: (index: number) => Frequencies) {
	return Array.from({ length: count }, (_, index) =>
		patternRecord(name(index), of(index)),
	);
}

describe("the top workflows", () => {
	it("take one small page where no filter is set, even among many of one frequency", async () => {
		for (const frequencyOf of [(index: number) => 9_000 - index, () => 7]) {
			const store = listing(
				patterns(5_000, (index) => ({
					"2026-11": { mcp: frequencyOf(index) },
				})),
			);
			const top = await topWorkflows(store, MONTHS, anySegment);
			expect(top.map(({ pattern }) => pattern)).toEqual(
				Array.from({ length: TOP_WORKFLOWS }, (_, index) => name(index)),
			);
			expect(store.reads).toBe(FIRST_PAGE);
		}
	});

	it("read on until nothing behind can be among them", async () => {
		// The first 99 are the other platform's but for one operation each.
		const store = listing(
			patterns(600, (index) => ({
				"2026-11":
					index < 99
						? { webapp: 5_000 - index, mcp: 1 }
						: { webapp: 0, mcp: 600 - index },
			})),
		);
		const top = await topWorkflows(store, MONTHS, onMcp);
		expect(top.map(({ pattern }) => pattern)).toEqual(
			Array.from({ length: TOP_WORKFLOWS }, (_, index) => name(99 + index)),
		);
		expect(store.reads).toBeLessThan(150);
	});

	it.each([
		[MAX_WORKFLOW_PATTERNS - 1, 1],
		[MAX_WORKFLOW_PATTERNS, 0],
	])(
		"with %i patterns in front, find %i behind them",
		async (inFront, found) => {
			const store = listing(
				patterns(inFront + 5, (index) => ({
					"2026-11":
						index < inFront ? { webapp: 9, mcp: 0 } : { webapp: 0, mcp: 1 },
				})),
			);
			const top = await topWorkflows(store, MONTHS, onMcp);
			expect(top).toHaveLength(found);
			expect(store.reads).toBe(MAX_WORKFLOW_PATTERNS);
		},
	);

	it("are few where there are few, and leave out what the months do not have", async () => {
		const store = listing([
			patternRecord("trim->crop", { "2026-09": { mcp: 5 } }),
			patternRecord("trim->to_mp3", { "2026-11": { mcp: 2 } }),
		]);
		expect(await topWorkflows(store, MONTHS, anySegment)).toMatchObject([
			{ pattern: "trim->to_mp3", frequency: 2, sessionCount: 2 },
		]);
		expect(await topWorkflows(listing([]), MONTHS, anySegment)).toEqual([]);
	});

	it("equal those of a walk over everything", () => {
		const count = fc.nat({ max: 6 });
		const by = fc.record({
			"2026-09": fc.record({ mcp: count }),
			"2026-11": fc.record({ mcp: count, webapp: count }),
		});
		return fc.assert(
			fc.asyncProperty(
				fc.array(by, { maxLength: 120 }),
				fc.boolean(),
				async (all, filtered) => {
					const records = all
						.map((each, index) => patternRecord(name(index), each))
						.filter(({ frequency }) => frequency > 0);
					const expected = records
						.map((record, index) => ({
							pattern: record.pattern,
							frequency:
								(record.months["2026-11"]?.segments?.["mcp|"]?.frequency ?? 0) +
								(filtered
									? 0
									: (record.months["2026-11"]?.segments?.["webapp|"]
											?.frequency ?? 0)),
							index,
						}))
						.filter(({ frequency }) => frequency > 0)
						.sort((a, b) => b.frequency - a.frequency || a.index - b.index)
						.slice(0, TOP_WORKFLOWS)
						.map(({ pattern, frequency }) => ({ pattern, frequency }));
					const top = await topWorkflows(
						listing(records),
						MONTHS,
						filtered ? onMcp : anySegment,
					);
					expect(
						top.map(({ pattern, frequency }) => ({ pattern, frequency })),
					).toEqual(expected);
				},
			),
		);
	});
});
