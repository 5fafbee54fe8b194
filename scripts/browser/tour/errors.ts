import {
	formatCount,
	inWords,
	plural,
} from "../../../dashboard/src/words/format.ts";
import { eventually } from "../eventually.ts";
import { lastDays, type OnStage, plain, rowsOf, textsOf } from "./stage.ts";

interface ErrorReport {
	readonly totalFailed: number;
	readonly errors: readonly {
		readonly category: string;
		readonly frequency: number;
		readonly byOperation: Readonly<Record<string, number>>;
	}[];
}

interface Failed {
	readonly operation: { readonly type: string };
	readonly metrics: { readonly errorMessage: string };
}

/** What fails, by day, by category and operation, with examples. */
export function describeErrors(onStage: OnStage): void {
	const report = () =>
		onStage().ask<ErrorReport>(`/usage/errors?${lastDays()}`);
	const examples = () => {
		const { page } = onStage().visitor;
		return textsOf(
			page.getByRole("region", { name: /^Recent failures/ }).locator("code"),
		);
	};
	const failedBy = async (query: string) => {
		const { operations } = await onStage().ask<{ operations: Failed[] }>(
			`/operations?outcome=failed&limit=12${query}`,
		);
		return operations.map(({ metrics }) => plain(metrics.errorMessage));
	};

	test("errors are counted as the home counts them, by category and operation", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open("/errors");
		const { totalFailed, errors } = await report();
		expect(errors.length).toBeGreaterThan(2);
		await page
			.getByRole("heading", {
				name: `${formatCount(totalFailed)} failed operations`,
			})
			.waitFor();
		const bars = page.getByRole("list", {
			name: "Categories by failed operations",
		});
		expect(await textsOf(bars.locator(".bar-label"))).toEqual(
			errors.map(({ category }) => inWords(category)),
		);
		expect(await textsOf(bars.locator(".bar-figure"))).toEqual(
			errors.map(({ frequency }) => formatCount(frequency)),
		);
		const failures = new Map<string, number>();
		for (const { byOperation } of errors)
			for (const [operation, count] of Object.entries(byOperation))
				failures.set(operation, (failures.get(operation) ?? 0) + count);
		const table = page.getByRole("region", {
			name: "Failures by operation and category",
		});
		const rows = (await rowsOf(table)).map(([name, failed]) => [name, failed]);
		expect(rows.toSorted()).toEqual(
			[...failures]
				.map(([operation, count]) => [operation, formatCount(count)])
				.toSorted(),
		);
	});

	test("examples are those of the home, and tell nothing private", async () => {
		const { visitor } = onStage();
		await visitor.open("/errors");
		const shown = await examples();
		expect(shown).toEqual(await failedBy(""));
		expect(shown.join()).toContain("[path]: No such file or directory");
		expect(shown.join()).not.toContain("/tmp/");
	});

	test("one category can be looked at alone, and be linked so", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open("/errors");
		await page.getByRole("link", { name: "invalid argument" }).click();
		const alone = await failedBy("&errorCategory=invalid_argument");
		expect(alone.length).toBeGreaterThan(0);
		expect(new Set(alone)).not.toEqual(new Set(await failedBy("")));
		await eventually(async () => expect(await examples()).toEqual(alone));
		expect(new URL(page.url()).pathname).toBe("/errors/invalid_argument");
		await visitor.open(page.url());
		expect(await examples()).toEqual(alone);
		const { frequency = 0 } =
			(await report()).errors.find(
				({ category }) => category === "invalid_argument",
			) ?? {};
		await page
			.getByRole("heading", {
				name: `${plural(frequency, "failed operation")} by invalid argument`,
			})
			.waitFor();
		await page.getByRole("link", { name: "All categories" }).click();
		await eventually(async () =>
			expect(await examples()).toEqual(await failedBy("")),
		);
	});

	test("a category that there is not is said not to be", async () => {
		const { visitor } = onStage();
		await visitor.open("/errors/nosuch");
		await visitor.page.getByText("There is no such category").waitFor();
	});
}
