import fc from "fast-check";
import { equallyFrequent } from "../../src/templates/equally-frequent";
import { flagTemplates } from "../../src/templates/flag-templates";
import { HISTORY_NOW, histories, USERS } from "../histories";
import { naivePatterns } from "../naive-totals";
import {
	allSequences,
	analyticsOn,
	assertInLanes,
	type Contract,
	EVERYTHING,
	homeOn,
	rawEvent,
} from "./harness";

/** Closed patterns, candidates and their templates. */
export function describeTemplates({ size, withStore }: Contract): void {
	it("flags exactly the closed patterns, and templates for the candidates", () =>
		assertInLanes(
			fc.asyncProperty(histories(size.events), (history) =>
				withStore(async (store) => {
					const analytics = analyticsOn(store, HISTORY_NOW);
					await analytics.ingest(history);
					await analytics.aggregate();
					await analytics.flagTemplates();
					const expected = naivePatterns(history);
					const closed = await analytics.sequences({
						...EVERYTHING,
						minFrequency: 2,
						candidates: true,
					});
					expect(closed.sequences.map(({ pattern }) => pattern).sort()).toEqual(
						naiveClosed(expected, 2),
					);
					const candidates = naiveClosed(expected, 5).filter(
						(name) => (expected[name]?.successRate ?? 0) >= 0.8,
					);
					expect(
						(await analytics.templates()).map(({ pattern }) => pattern).sort(),
					).toEqual(candidates);
					const flagged = (await allSequences(analytics)).filter(
						({ templateCandidate }) => templateCandidate,
					);
					expect(flagged.map(({ pattern }) => pattern).sort()).toEqual(
						candidates,
					);
					expect(await analytics.flagTemplates()).toMatchObject({
						templatesWritten: 0,
						templatesRetired: 0,
					});
				}),
			),
			Math.ceil(size.runs / 4),
		));

	it("finds the same parts of equally frequent patterns, however few it may hold", () =>
		assertInLanes(
			fc.asyncProperty(histories(size.events), fc.nat(12), (history, records) =>
				withStore(async (store) => {
					const analytics = analyticsOn(store, HISTORY_NOW);
					await analytics.ingest(history);
					await analytics.aggregate();
					const all = naivePatterns(history);
					const contained = new Map<string, boolean>();
					const limits = { records, nameBytes: 1_000_000 };
					for await (const group of equallyFrequent(store, 1, limits)) {
						if (group === "too_many") throw new Error("too many");
						for (const { pattern } of group.patterns) {
							expect(contained.has(pattern)).toBe(false);
							contained.set(pattern, group.contained.has(pattern));
						}
					}
					const closed = new Set(naiveClosed(all, 1));
					expect(
						[...contained].filter(([, isContained]) => !isContained),
					).toHaveLength(closed.size);
					expect(
						[...contained].every(
							([name, isContained]) => closed.has(name) !== isContained,
						),
					).toBe(true);
					expect(contained.size).toBe(Object.keys(all).length);
				}),
			),
			Math.ceil(size.runs / 4),
		));

	it("stops before the names of equally frequent patterns are too much, and says so", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			await analytics.ingest(
				["trim", "resize", "to_mp3", "gif"].map((type, step) =>
					rawEvent(type, type, HISTORY_NOW - 60_000 + step * 1_000),
				),
			);
			await analytics.aggregate();
			const groups = [];
			const limits = { records: 1, nameBytes: 300 };
			for await (const group of equallyFrequent(store, 1, limits))
				groups.push(group);
			expect(groups).toEqual(["too_many"]);
		}));

	it("lists the candidates for any thresholds", () =>
		assertInLanes(
			fc.asyncProperty(histories(size.events), (history) =>
				withStore(async (store) => {
					const analytics = analyticsOn(store, HISTORY_NOW);
					await analytics.ingest(history);
					await analytics.aggregate();
					await analytics.flagTemplates();
					const expected = naivePatterns(history);
					for (const minFrequency of [2, 3, 6])
						for (const minSuccessRate of [0.5, 2 / 3, 0.8, 1]) {
							const { sequences } = await analytics.sequences({
								...EVERYTHING,
								candidates: true,
								minFrequency,
								minSuccessRate,
							});
							expect(sequences.map(({ pattern }) => pattern).sort()).toEqual(
								naiveClosed(expected, minFrequency).filter(
									(name) =>
										(expected[name]?.successRate ?? 0) >= minSuccessRate,
								),
							);
						}
				}),
			),
			Math.ceil(size.runs / 4),
		));

	it("retires a template whose pattern no longer qualifies, not one that the walk missed", () =>
		withStore(async (store) => {
			const chain = (user: number, round: number) =>
				["trim", "resize"].map((type, step) => ({
					...rawEvent(
						`${user}-${round}-${type}`,
						type,
						HISTORY_NOW - round * 3_600_000 + step * 1_000,
					),
					userId: USERS[user],
				}));
			const analytics = analyticsOn(store, HISTORY_NOW);
			for (let round = 0; round < 6; round++)
				await analytics.ingest(chain(round % 3, round));
			await analytics.aggregate();
			expect(await analytics.flagTemplates()).toMatchObject({
				templatesWritten: 1,
			});
			// Aggregation beside the walk can move a pattern to where the walk has been already.
			const slipped = { ...store, listPatterns: async () => [] };
			expect(
				await analyticsOn(slipped, HISTORY_NOW).flagTemplates(),
			).toMatchObject({ templatesRetired: 0 });
			const everyRound = Array.from({ length: 6 }, (_, round) => ({
				...rawEvent(
					`more-${round}`,
					"to_mp3",
					HISTORY_NOW - round * 3_600_000 + 2_000,
				),
				userId: USERS[round % 3],
			}));
			await analytics.ingest(everyRound);
			await analytics.aggregate();
			expect(await analytics.flagTemplates()).toMatchObject({
				templatesWritten: 1,
				templatesRetired: 1,
			});
			expect(
				(await analytics.templates()).map(({ pattern, status }) => [
					pattern,
					status,
				]),
			).toEqual([
				["trim->resize", "retired"],
				["trim->resize->to_mp3", "active"],
			]);
		}));

	it("keeps so many active templates, which retired ones do not hinder, and of those the latest", () =>
		withStore(async (store) => {
			const chain = ["trim", "resize", "to_mp3", "gif"];
			const twoAtMost = { active: 1, retired: 1 };
			const statuses = async () =>
				Object.fromEntries(
					(await analyticsOn(store, HISTORY_NOW).templates()).map(
						({ id, status }) => [id, status],
					),
				);
			/** Every sequence so far goes on with one more operation, so that it qualifies no more. */
			const flagAfterStep = async (step: number, rarer: readonly unknown[]) => {
				const analytics = analyticsOn(store, HISTORY_NOW + step);
				const next = Array.from({ length: 6 }, (_, round) => {
					const endedAt = HISTORY_NOW - (round + 1) * 3_600_000 + step * 1_000;
					const id = `${round}-${step}`;
					return {
						...rawEvent(id, chain[step] ?? "", endedAt),
						userId: USERS[round % 3],
					};
				});
				await analytics.ingest([...next, ...rarer]);
				await analytics.aggregate();
				const counts = await flagTemplates(
					homeOn(store, HISTORY_NOW + step),
					twoAtMost,
				);
				return [counts, await statuses()];
			};
			const rarer = Array.from({ length: 5 }, (_, round) =>
				["crop", "scale"].map((type, step) => ({
					...rawEvent(
						`rarer-${round}-${step}`,
						type,
						HISTORY_NOW - (round + 20) * 3_600_000 + step * 1_000,
					),
					userId: USERS[round % 3],
				})),
			).flat();
			await flagAfterStep(0, []);
			expect(await flagAfterStep(1, rarer)).toMatchObject([
				{ candidates: 2, templatesWritten: 1 },
				{ "trim~resize": "active" },
			]);
			expect((await flagAfterStep(2, []))[1]).toEqual({
				"trim~resize": "retired",
			});
			expect(
				await flagTemplates(homeOn(store, HISTORY_NOW + 2), twoAtMost),
			).toMatchObject({ templatesWritten: 1, templatesRemoved: 0 });
			expect(await flagAfterStep(3, [])).toMatchObject([
				{ templatesRetired: 1, templatesRemoved: 1 },
				{ "trim~resize~to_mp3": "retired" },
			]);
			expect(await statuses()).not.toHaveProperty(["trim~resize"]);
		}));
}

/** "Closed" of `docs/definitions.md`, as plainly as it can be said. */
function naiveClosed(
	patterns: ReturnType<typeof naivePatterns>,
	minFrequency: number,
): string[] {
	const all = Object.values(patterns);
	return all
		.filter(({ frequency }) => frequency >= minFrequency)
		.filter(
			(pattern) =>
				!all.some(
					(other) =>
						other.frequency === pattern.frequency &&
						other.operations.length === pattern.operations.length + 1 &&
						`>${other.operations.join(">")}>`.includes(
							`>${pattern.operations.join(">")}>`,
						),
				),
		)
		.map(({ operations }) => operations.join("->"))
		.sort();
}
