import type { PatternRecord } from "../../src/aggregation/totals";
import { dayOf } from "../../src/calendar";
import type { PatternQuery } from "../../src/ports/store";
import { unpackDay } from "../../src/usage/packed-day";
import { EVENT_TIME } from "../events";
import { type CurrentHarness, pattern, template } from "./samples";

/** Reading and listing what the totals hold. */
export function describeTotalsReading(current: CurrentHarness): void {
	async function write(records: readonly PatternRecord[]): Promise<void> {
		const { store } = current();
		const patterns = new Map(records.map((each) => [each.pattern, each]));
		const head = await store.readTotals();
		expect(await store.commitTotals({ head, patterns })).toBe("committed");
	}

	const namesOf = (records: readonly PatternRecord[]) =>
		records.map((record) => record.pattern);

	describe("readPatterns", () => {
		it("gives records back whole and leaves unknown ones out", async () => {
			const long = Array.from({ length: 6 }, (_, index) =>
				`v1.2.${index}-${"x.y_z-".repeat(20)}`.slice(0, 64),
			).join("->");
			const names = [long, "constructor->valueof", "a.b->a_b->a-b", "0->1"];
			const records = names.map((name, index) => ({
				...pattern(name, index + 1),
				closed: index % 2 === 0,
				templateCandidate: index % 2 === 1,
			}));
			await write(records);
			const { store } = current();
			expect(await store.readPatterns([])).toEqual(new Map());
			expect(
				await store.readPatterns([...names, "tostring", "un->known"]),
			).toEqual(new Map(records.map((record) => [record.pattern, record])));
		});

		it("reads many at once", async () => {
			const names = Array.from({ length: 1_200 }, (_, index) => `t${index}->u`);
			for (let start = 0; start < names.length; start += 400)
				await write(
					names.slice(start, start + 400).map((name) => pattern(name, 1)),
				);
			expect((await current().store.readPatterns(names)).size).toBe(1_200);
		});
	});

	describe("listPatterns", () => {
		const frequencies = {
			"b->c": 5,
			"a->b": 5,
			"B->c": 5,
			"a->b->c": 5,
			"a-b->c": 5,
			"c->d": 90,
			"d->e": 1,
			"e->f": 2,
		};
		const inOrder = [
			"c->d",
			"B->c",
			"a->b",
			"a->b->c",
			"a-b->c",
			"b->c",
			"e->f",
			"d->e",
		].sort(
			(a, b) =>
				(frequencies[b as keyof typeof frequencies] ?? 0) -
					(frequencies[a as keyof typeof frequencies] ?? 0) || (a < b ? -1 : 1),
		);
		beforeEach(() =>
			write(Object.entries(frequencies).map(([name, n]) => pattern(name, n))),
		);

		it("lists by frequency, the most frequent first, and by name where it is equal", async () => {
			const { store } = current();
			const all = await store.listPatterns({ minFrequency: 1, limit: 100 });
			expect(namesOf(all)).toEqual(inOrder);
			expect(all[0]).toEqual(pattern("c->d", 90));
		});

		it("pages through ties, each once, from wherever it stands", async () => {
			const { store } = current();
			for (const limit of [1, 2, 3, 7, 8]) {
				const seen: string[] = [];
				let last: PatternRecord | undefined;
				for (;;) {
					const page = await store.listPatterns({
						minFrequency: 1,
						limit,
						...(last === undefined ? {} : { after: last }),
					});
					expect(page.length).toBeLessThanOrEqual(limit);
					if (page.length === 0) break;
					seen.push(...namesOf(page));
					last = page.at(-1);
				}
				expect(seen).toEqual(inOrder);
			}
		});

		it("leaves out what is below the least frequency, and only that", async () => {
			const { store } = current();
			const list = async (minFrequency: number) =>
				namesOf(await store.listPatterns({ minFrequency, limit: 100 }));
			expect(await list(2)).toEqual(inOrder.slice(0, -1));
			expect(await list(5)).toEqual(inOrder.slice(0, 6));
			expect(await list(6)).toEqual(["c->d"]);
			expect(await list(91)).toEqual([]);
			expect(
				namesOf(
					await store.listPatterns({
						minFrequency: 5,
						limit: 100,
						after: { frequency: 5, pattern: "a->b->zzz" },
					}),
				),
			).toEqual(inOrder.slice(1, 6).filter((name) => name > "a->b->zzz"));
		});

		it("follows a pattern whose frequency changes", async () => {
			await write([pattern("d->e", 91)]);
			const all = await current().store.listPatterns({
				minFrequency: 1,
				limit: 2,
			});
			expect(namesOf(all)).toEqual(["d->e", "c->d"]);
		});

		it("lists those of so many steps, in the same order", async () => {
			const { store } = current();
			const ofTwo = inOrder.filter((name) => name !== "a->b->c");
			const list = async (query: Omit<PatternQuery, "minFrequency">) =>
				namesOf(await store.listPatterns({ minFrequency: 1, ...query }));
			expect(await list({ steps: 2, limit: 100 })).toEqual(ofTwo);
			expect(await list({ steps: 3, limit: 100 })).toEqual(["a->b->c"]);
			expect(await list({ steps: 4, limit: 100 })).toEqual([]);
			expect(await list({ steps: 2, limit: 3 })).toEqual(ofTwo.slice(0, 3));
			const after = { frequency: 5, pattern: "a->b" };
			expect(await list({ steps: 2, limit: 100, after })).toEqual(
				ofTwo.slice(ofTwo.indexOf("a->b") + 1),
			);
		});

		it("walks all by name, whatever their frequency", async () => {
			const { store } = current();
			for (const limit of [1, 3, 8, 100]) {
				const seen: string[] = [];
				for (;;) {
					const page = await store.walkPatterns(seen.at(-1), limit);
					expect(page.length).toBeLessThanOrEqual(limit);
					if (page.length === 0) break;
					seen.push(...namesOf(page));
				}
				expect(seen).toEqual(Object.keys(frequencies).sort());
			}
		});
	});

	describe("readUsageDays, listTemplates and readTemplates", () => {
		it("reads up to 400 days and leaves out those without a roll-up", async () => {
			const { store } = current();
			const days = Array.from({ length: 400 }, (_, index) =>
				dayOf(EVENT_TIME - index * 86_400_000),
			);
			const usageDays = new Map(
				days
					.filter((_, index) => index % 3 === 0)
					.map((day, index) => [
						day,
						{ cells: { "mcp|a.b|constructor": { count: index + 1 } } },
					]),
			);
			const head = await store.readTotals();
			await store.commitTotals({ head, usageDays });
			expect(await store.readUsageDays([])).toEqual(new Map());
			expect(await store.readUsageDays(days)).toEqual(usageDays);
			const packed = await store.readPackedDays(days);
			expect(
				new Map([...packed].map(([day, rows]) => [day, unpackDay(rows)])),
			).toEqual(usageDays);
		});

		it("lists templates by id, and reads them by it", async () => {
			const { store } = current();
			expect(await store.listTemplates()).toEqual([]);
			const ids = ["b-c", "a-b", "constructor", "0-1"];
			const head = await store.readTotals();
			const templates = ids.map((id) => template(id, `Name of ${id} 漢字`));
			await store.commitTotals({ head, templates });
			expect(await store.listTemplates()).toEqual(
				templates.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
			);
			expect(await store.readTemplates([])).toEqual(new Map());
			expect(
				await store.readTemplates(["b-c", "never-was", "constructor"]),
			).toEqual(
				new Map(
					templates
						.filter(({ id }) => id === "b-c" || id === "constructor")
						.map((each) => [each.id, each]),
				),
			);
		});
	});
}
