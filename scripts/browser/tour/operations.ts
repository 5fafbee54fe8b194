import type {
	OperationStatistics,
	UsageStatistics,
} from "@ffmpeg-analytics/core";
import {
	formatBytes,
	formatCount,
	formatDuration,
	formatRate,
} from "../../../dashboard/src/words/format.ts";
import { eventually } from "../eventually.ts";
import { lastDays, type OnStage, plain, rowsOf, textsOf } from "./stage.ts";

/** The table of operations, and the page of one. */
export function describeOperations(onStage: OnStage): void {
	const table = () =>
		rowsOf(
			onStage().visitor.page.getByRole("region", {
				name: "Operation types",
				exact: true,
			}),
		);
	const names = async () => (await table()).map(([name]) => name);
	const cellsOf = (one: OperationStatistics, total: number) =>
		[
			one.operation,
			formatCount(one.count),
			formatRate(one.count / total),
			formatRate(one.successRate),
			...[one.p50, one.p95, one.p99, one.avgProcessingTime].map(formatDuration),
			formatBytes(one.totalBytes),
			one.peakMemory === null ? "–" : formatBytes(one.peakMemory),
		].map(plain);

	test("the table of operations has the home's figures in every cell", async () => {
		const { visitor, ask } = onStage();
		await visitor.open("/operations?days=90");
		const { topOperations, totalOperations } = await ask<UsageStatistics>(
			`/usage?${lastDays(90)}`,
		);
		expect(topOperations.length).toBeGreaterThan(3);
		expect(await table()).toEqual(
			topOperations.map((one) => cellsOf(one, totalOperations)),
		);
	});

	test("the table is sorted by any column, in both directions, and the address says so", async () => {
		const { visitor, ask } = onStage();
		const { page } = visitor;
		await visitor.open("/operations");
		const { topOperations } = await ask<UsageStatistics>(
			`/usage?${lastDays()}`,
		);
		const byTime = (sign: number) =>
			topOperations
				.toSorted((a, b) => sign * (a.p95 - b.p95))
				.map(({ operation }) => operation);
		const heading = page.getByRole("columnheader", { name: "p95" });
		await heading.getByRole("button").click();
		await eventually(async () => expect(await names()).toEqual(byTime(-1)));
		expect(await heading.getAttribute("aria-sort")).toBe("descending");
		await heading.getByRole("button").press("Enter");
		await eventually(async () => expect(await names()).toEqual(byTime(1)));
		expect(await heading.getAttribute("aria-sort")).toBe("ascending");
		await visitor.open(page.url());
		expect(await names()).toEqual(byTime(1));
	});

	test("the table is searched by name", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open("/operations");
		await page.getByLabel("Search operations").fill("TO_");
		await eventually(async () => expect(await names()).toEqual(["to_mp3"]));
		expect(new URL(page.url()).searchParams.get("search")).toBe("TO_");
		await page.getByLabel("Search operations").fill("nothing is called so");
		await page.getByText("Nothing here is called").waitFor();
	});

	test("an operation opens to its own figures, its errors and the sequences with it", async () => {
		const { visitor, ask } = onStage();
		const { page } = visitor;
		await visitor.open("/operations");
		await page.getByRole("link", { name: "resize", exact: true }).click();
		await page.getByRole("heading", { name: "resize", level: 1 }).waitFor();
		await visitor.settle();
		expect(new URL(page.url()).pathname).toBe("/operations/resize");
		const { operation, errors, batches } = await ask<{
			operation: OperationStatistics;
			errors: { category: string; frequency: number }[];
			batches: number;
		}>(`/usage/operations/resize?${lastDays()}`);
		const figures = page.getByRole("region", { name: "Figures" });
		expect(await textsOf(figures.locator(".stat-value"))).toEqual(
			[
				formatCount(operation.count),
				formatRate(operation.successRate),
				...[operation.p50, operation.p95, operation.p99].map(formatDuration),
				formatBytes(operation.totalBytes),
				formatBytes(operation.peakMemory ?? Number.NaN),
				formatCount(batches),
			].map(plain),
		);
		expect(errors.length).toBeGreaterThan(0);
		const { operations } = await ask<{
			operations: { metrics: { errorMessage: string } }[];
		}>("/operations?outcome=failed&operation=resize&limit=12");
		expect(operations.length).toBeGreaterThan(0);
		const failures = page.getByRole("region", { name: "Recent failures" });
		expect(await textsOf(failures.locator("code"))).toEqual(
			operations.map(({ metrics }) => plain(metrics.errorMessage)),
		);
		const sequences = page.getByRole("region", { name: "What it is part of" });
		expect((await textsOf(sequences.getByRole("listitem"))).join()).toContain(
			"trim → resize → to_mp3",
		);
		await page.goBack();
		await page.getByLabel("Search operations").waitFor();
	});
}
