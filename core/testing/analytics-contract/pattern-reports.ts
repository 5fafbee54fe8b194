import { HISTORY_NOW } from "../histories";
import { naivePatterns } from "../naive-totals";
import {
	allSequences,
	analyticsOn,
	type Contract,
	onCountedHistories,
	rawEvent,
} from "./harness";

/** What follows what, and what a pattern rests on. */
export function describePatternReports({ size, withStore }: Contract): void {
	const ofHistories = onCountedHistories({ size, withStore });

	it("lists transitions as the sessions of the months give them", () =>
		ofHistories(async (analytics, history) => {
			for (const [start, end, months] of [
				["2026-09-15", "2026-12-01", ["2026-09", "2026-10", "2026-11"]],
				["2026-10-31", "2026-11-01", ["2026-10"]],
				["2026-10-31", "2026-11-02", ["2026-10", "2026-11"]],
			] as const) {
				const pairs = Object.values(
					naivePatterns(
						history.filter(({ timestamp }) =>
							(months as readonly string[]).includes(
								new Date(timestamp).toISOString().slice(0, 7),
							),
						),
					),
				)
					.filter(({ operations }) => operations.length === 2)
					.map(({ operations: [from = "", to = ""], ...figures }) => ({
						from,
						to,
						frequency: figures.frequency,
						sessionCount: figures.sessionCount,
						avgDuration: figures.avgDuration,
						successRate: figures.successRate,
					}))
					.sort(
						(a, b) =>
							b.frequency - a.frequency ||
							(`${a.from}->${a.to}` < `${b.from}->${b.to}` ? -1 : 1),
					);
				for (const limit of [1, 3, 500])
					expect(await analytics.transitions({ start, end, limit })).toEqual({
						months,
						transitions: pairs.slice(0, limit),
					});
			}
		}));

	it("tells of any sequence what the list tells, and what it rests on", () =>
		ofHistories(async (analytics, history) => {
			await analytics.flagTemplates();
			const templates = (await analytics.templates())
				.filter(({ status }) => status === "active")
				.map(({ pattern }) => pattern);
			for (const listed of await allSequences(analytics, 1_000)) {
				const found = await analytics.sequence(listed.pattern);
				if (found === undefined) throw new Error(`no ${listed.pattern}`);
				const { byMonth, platforms, templateId, ...sequence } = found;
				expect(sequence).toEqual(listed);
				expect(templateId !== undefined).toBe(
					templates.includes(listed.pattern),
				);
				const sum = (parts: readonly { frequency: number }[]) =>
					parts.reduce((total, { frequency }) => total + frequency, 0);
				expect(sum(platforms)).toBe(listed.frequency);
				expect(sum(byMonth)).toBe(listed.frequency);
				for (const { month, ...figures } of byMonth) {
					const ofMonth = history.filter(
						({ timestamp }) =>
							new Date(timestamp).toISOString().slice(0, 7) === month,
					);
					expect(naivePatterns(ofMonth)[listed.pattern]).toMatchObject(figures);
				}
			}
		}));

	it("tells of a sequence only what months rest on that were not dropped", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			for (const at of [Date.UTC(2026, 9, 5), Date.UTC(2026, 10, 1)])
				await analytics.ingest(
					["trim", "resize"].map((type, step) =>
						rawEvent(`${type}-${at}`, type, at + step),
					),
				);
			await analytics.aggregate();
			const monthsOf = async () =>
				(await analytics.sequence("trim->resize"))?.byMonth.map(
					({ month, frequency }) => [month, frequency],
				);
			expect(await monthsOf()).toEqual([
				["2026-10", 1],
				["2026-11", 1],
			]);
			const drop = async (liveFrom: string) => {
				const head = await store.readTotals();
				await store.commitTotals({
					head,
					totals: { users: head.users, liveFrom },
				});
			};
			await drop("2026-11");
			expect(await analytics.sequence("trim->resize")).toMatchObject({
				frequency: 1,
				byMonth: [{ month: "2026-11" }],
				platforms: [{ platform: "mcp", frequency: 1 }],
			});
			await drop("2026-12");
			expect(await monthsOf()).toBeUndefined();
		}));

	it("finds no sequence by what is no name of one", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			for (const name of [
				"",
				"trim",
				"trim->resize",
				"trim->",
				"->",
				"trim->Resize",
				"trim->../..",
				"trim->a/b",
				"__proto__",
				"\0->\0",
				"a->".repeat(9),
				`${"x".repeat(65)}->trim`,
			])
				expect(await analytics.sequence(name)).toBeUndefined();
		}));
}
