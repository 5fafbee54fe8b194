import type {
	OperationSequencePattern,
	UsageStatistics,
} from "@ffmpeg-analytics/core";
import {
	formatCompact,
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

/** The page at `/`, and what all views that show figures have in common: days and filters. */
export function describeOverview(onStage: OnStage): void {
	const figures = async () => {
		const { page } = onStage().visitor;
		const names = ["operations", "users", "success", "time"];
		return Promise.all(
			names.map(async (name) => {
				const tile = page.getByTestId(`figure-${name}`);
				return plain((await tile.locator(".tile-value").textContent()) ?? "");
			}),
		);
	};
	/** What the API says that the figures are. */
	const figuresOf = async (query: string) => {
		const usage = await onStage().ask<UsageStatistics>(`/usage?${query}`);
		expect(usage.totalOperations).toBeGreaterThan(0);
		return [
			formatCount(usage.totalOperations),
			formatCount(usage.uniqueUsers),
			formatRate(usage.successRate),
			formatDuration(usage.avgProcessingTime),
		].map(plain);
	};

	test("the overview shows the figures that the home has", async () => {
		const { visitor } = onStage();
		await visitor.open("/");
		expect(await figures()).toEqual(await figuresOf(lastDays()));
		expect(await visitor.page.title()).toMatch(/^Overview · /);
	});

	test("the overview says in sentences what stands out", async () => {
		const { visitor, ask } = onStage();
		await visitor.open("/");
		const usage = await ask<UsageStatistics>(`/usage?${lastDays()}`);
		const { userShare } = await ask<OperationSequencePattern>(
			`/sequences/${encodeURIComponent("trim->resize->to_mp3")}`,
		);
		const sentence = async (about: string) =>
			plain(
				(await visitor.page.getByTestId(`finding-${about}`).textContent()) ??
					"",
			);
		expect(await sentence("habit")).toBe(
			plain(`${formatRate(userShare)} of users do trim → resize → to_mp3.`),
		);
		const { batches, totalOperations } = usage;
		expect(await sentence("batch")).toBe(
			plain(
				`${formatRate(batches.operations / totalOperations)} of operations come in batches.`,
			),
		);
		const failed = usage.topOperations
			.map(({ operation, count, successRate }) => ({
				operation,
				count,
				failed: Math.round(count * (1 - successRate)),
			}))
			.sort((a, b) => b.failed - a.failed)[0];
		expect(await sentence("failure")).toContain(
			`${failed?.operation} fails most: ${failed?.failed} of ${failed?.count}`,
		);
	});

	test("a sentence leads to what it is about", async () => {
		const { visitor } = onStage();
		await visitor.open("/");
		await visitor.page.getByTestId("finding-habit").click();
		await visitor.settle();
		expect(new URL(visitor.page.url()).pathname).toBe(
			"/workflows/trim~resize~to_mp3",
		);
		expect(await visitor.page.locator("h1").textContent()).toBe(
			arrows("trim->resize->to_mp3"),
		);
	});

	test("the lists have the home's counts", async () => {
		const { visitor, ask } = onStage();
		await visitor.open("/");
		const usage = await ask<UsageStatistics>(`/usage?${lastDays()}`);
		const bars = async (label: string) => {
			const items = visitor.page.getByRole("list", { name: label });
			const labels = await textsOf(items.locator(".bar-label"));
			const counts = await textsOf(items.locator(".bar-figure"));
			return labels.map((text, index) => [text, counts[index]]);
		};
		expect(await bars("Operations by count")).toEqual(
			usage.topOperations
				.slice(0, 8)
				.map(({ operation, count }) => [operation, formatCompact(count)]),
		);
		expect(await bars("Workflows by occurrences")).toEqual(
			usage.topWorkflows
				.slice(0, 8)
				.map(({ pattern, frequency }) => [
					arrows(pattern),
					formatCompact(frequency),
				]),
		);
		expect(await bars("Errors by category")).toEqual(
			usage.errorAnalysis
				.slice(0, 8)
				.map(({ category, frequency }) => [
					inWords(category),
					formatCompact(frequency),
				]),
		);
	});

	test("platforms and workflow types are told apart by how they fare", async () => {
		const { visitor, ask } = onStage();
		await visitor.open("/");
		const usage = await ask<UsageStatistics>(`/usage?${lastDays()}`);
		const table = (name: string) =>
			rowsOf(visitor.page.getByRole("region", { name: `${name}, as a table` }));
		const cellsOf = (
			name: string,
			kind:
				| (typeof usage.platforms)[number]
				| (typeof usage.workflowTypes)[number],
		) =>
			[
				name,
				formatCount(kind.operations),
				formatRate(kind.share),
				formatCount(kind.uniqueUsers),
				formatRate(kind.successRate),
				formatDuration(kind.avgProcessingTime),
			].map(plain);
		expect(usage.platforms.length).toBeGreaterThan(1);
		expect(await table("Platform")).toEqual(
			usage.platforms.map((kind) => cellsOf(kind.platform, kind)),
		);
		expect(await table("Workflow type")).toEqual(
			usage.workflowTypes.map((kind) =>
				cellsOf(inWords(kind.workflowType), kind),
			),
		);
	});

	test("filters and days change the figures and the address, and back undoes it", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		const query = () => new URL(page.url()).search;
		await visitor.open("/");
		const all = await figures();
		await page.getByLabel("Platform", { exact: true }).selectOption("webapp");
		const filtered = await figuresOf(`${lastDays()}&platform=webapp`);
		expect(filtered).not.toEqual(all);
		await eventually(async () => expect(await figures()).toEqual(filtered));
		expect(query()).toBe("?platform=webapp");

		await page
			.getByLabel("Workflow type", { exact: true })
			.selectOption("social_media");
		await page.getByRole("button", { name: "7 days" }).click();
		const both = `${lastDays(7)}&platform=webapp&workflowType=social_media`;
		const narrow = await figuresOf(both);
		await eventually(async () => expect(await figures()).toEqual(narrow));
		const address = page.url();
		expect(query()).toContain("workflow=social_media");

		await page.goBack();
		await page.goBack();
		await eventually(async () => expect(await figures()).toEqual(filtered));
		expect(query()).toBe("?platform=webapp");
		await page.goBack();
		await eventually(async () => expect(await figures()).toEqual(all));
		await page.goForward();
		await eventually(async () => expect(await figures()).toEqual(filtered));

		// What one sees can be linked.
		await visitor.open(address);
		expect(await figures()).toEqual(narrow);
	});

	test("days of one's own are asked for in UTC, and empty ones say so", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open("/");
		await page.getByText("Dates", { exact: true }).click();
		await page.getByLabel("First day").fill("2026-02-03");
		await page.getByLabel("Last day").fill("2026-02-01");
		await page.getByRole("button", { name: "Show these days" }).click();
		const form = page.locator("form", { hasText: "Show these days" });
		await eventually(async () =>
			expect(await form.getByRole("alert").textContent()).toContain(
				"must not be after",
			),
		);
		await page.getByLabel("First day").fill("2026-01-31");
		await page.getByRole("button", { name: "Show these days" }).click();
		await page.getByText("No operations in these days").waitFor();
		expect(new URL(page.url()).search).toBe("?from=2026-01-31&to=2026-02-01");
	});
}
