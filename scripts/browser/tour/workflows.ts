import type { OperationSequencePattern } from "@ffmpeg-analytics/core";
import {
	formatCount,
	formatDuration,
	formatRate,
	inWords,
} from "../../../dashboard/src/words/format.ts";
import { eventually } from "../eventually.ts";
import {
	arrows,
	lastDays,
	type OnStage,
	plain,
	rowsOf,
	textsOf,
} from "./stage.ts";

interface Transition {
	readonly from: string;
	readonly to: string;
	readonly frequency: number;
	readonly successRate: number;
}

const PATTERN = "trim->resize->to_mp3";

/** The diagram of what follows what, the table of sequences, and the page of one. */
export function describeWorkflows(onStage: OnStage): void {
	const flowTable = async () => {
		const { page } = onStage().visitor;
		const diagram = page.locator("figure", {
			has: page.getByRole("img", { name: /^What follows what/ }),
		});
		const details = diagram.locator("details");
		if ((await details.getAttribute("open")) === null)
			await details.locator("summary").click();
		const table = details.getByRole("table");
		await table.waitFor();
		return rowsOf(table);
	};
	const transitions = async () =>
		(
			await onStage().ask<{ transitions: Transition[] }>(
				`/transitions?limit=500&${lastDays()}`,
			)
		).transitions;
	const cellsOf = ({ from, to, frequency, successRate }: Transition) =>
		[from, to, formatCount(frequency), formatRate(successRate)].map(plain);

	test("the diagram has every pair of steps, with how often both succeed", async () => {
		const { visitor } = onStage();
		await visitor.open("/workflows");
		const pairs = await transitions();
		expect(pairs.length).toBeGreaterThan(3);
		expect(await flowTable()).toEqual(pairs.map(cellsOf));
		// It is drawn too.
		const diagram = visitor.page.getByRole("img", {
			name: /^What follows what/,
		});
		expect(await diagram.locator("canvas").count()).toBe(1);
	});

	test("the diagram can be about one operation, and be linked so", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open("/workflows");
		await page.getByLabel("Around which operation").selectOption("trim");
		await page.getByRole("heading", { name: "Around trim" }).waitFor();
		const around = (await transitions())
			.filter(({ from, to }) => from === "trim" || to === "trim")
			.map(cellsOf);
		await eventually(async () => {
			const shown = await flowTable();
			expect(shown).toHaveLength(around.length);
			expect(shown).toEqual(expect.arrayContaining(around));
		});
		expect(new URL(page.url()).searchParams.get("step")).toBe("trim");
	});

	test("the table has every sequence, and one opens to its evidence", async () => {
		const { visitor, ask } = onStage();
		const { page } = visitor;
		await visitor.open("/workflows");
		const { sequences } = await ask<{ sequences: OperationSequencePattern[] }>(
			"/sequences?limit=500",
		);
		expect(sequences.length).toBeGreaterThan(5);
		const table = page.getByRole("region", { name: "Sequences", exact: true });
		expect(await rowsOf(table)).toEqual(
			sequences.map((one) =>
				[
					arrows(one.pattern),
					formatCount(one.frequency),
					String(one.operations.length),
					formatCount(one.sessionCount),
					`${formatCount(one.userCount)} (${formatRate(one.userShare)})`,
					formatRate(one.successRate),
					formatDuration(one.avgDuration),
					one.templateCandidate ? "Recipe" : "–",
				].map(plain),
			),
		);
		const rows = table.locator("tbody th");
		await rows
			.filter({ hasText: /^trim.*resize.*to_mp3$/ })
			.getByRole("link")
			.click();
		await page
			.getByRole("heading", { name: arrows(PATTERN), level: 1 })
			.waitFor();
	});

	test("a sequence shows what it rests on", async () => {
		const { visitor, ask } = onStage();
		const { page } = visitor;
		await visitor.open("/workflows/trim~resize~to_mp3");
		const one = await ask<OperationSequencePattern>(
			`/sequences/${encodeURIComponent(PATTERN)}`,
		);
		const figures = page.getByRole("region", { name: "Figures" });
		const shown = await textsOf(figures.locator(".stat-value"));
		expect(shown.slice(0, 5)).toEqual(
			[
				formatCount(one.frequency),
				formatCount(one.sessionCount),
				formatCount(one.userCount),
				formatRate(one.successRate),
				formatDuration(one.avgDuration),
			].map(plain),
		);
		const types = page.getByRole("list", {
			name: "Workflow types by sessions",
		});
		expect(await textsOf(types.locator(".bar-label"))).toEqual(
			Object.entries(one.workflowTypes)
				.sort(([, a], [, b]) => b - a)
				.map(([type]) => inWords(type)),
		);
		await page.getByRole("link", { name: "Its template: the recipe" }).click();
		await page.getByRole("article").waitFor();
		expect(new URL(page.url()).pathname).toBe("/templates/trim~resize~to_mp3");
	});
}
