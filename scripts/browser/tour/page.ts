import { eventually } from "../eventually.ts";
import { PHONE } from "../visitor.ts";
import type { OnStage } from "./stage.ts";

/** What a person does with the page itself. */
export function describePage(onStage: OnStage): void {
	test("the views are reached by links that keep days and filters", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open("/?days=90&platform=mcp");
		const views = page.getByRole("navigation", { name: "Views" });
		for (const name of [
			"Operations",
			"Workflows",
			"Templates",
			"Errors",
			"Live",
			"Overview",
		]) {
			await views.getByRole("link", { name, exact: true }).click();
			await page.getByRole("heading", { name, level: 1 }).waitFor();
			const { searchParams, pathname } = new URL(page.url());
			expect(pathname).toBe(
				name === "Overview" ? "/" : `/${name.toLowerCase()}`,
			);
			expect(Object.fromEntries(searchParams)).toEqual({
				days: "90",
				platform: "mcp",
			});
			expect(
				await views
					.getByRole("link", { name, exact: true })
					.getAttribute("aria-current"),
			).toBe("page");
		}
	});

	test("the page is used by keyboard alone", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open("/");
		const focused = () =>
			page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
		await page.keyboard.press("Tab");
		expect(await focused()).toBe("Skip to the figures");
		await page.keyboard.press("Enter");
		await page.keyboard.press("Tab");
		expect(
			await page.evaluate(
				() => document.activeElement?.closest("main") !== null,
			),
		).toBe(true);
		const users = page.getByTestId("figure-users");
		await users.focus();
		await page.keyboard.press("Space");
		await eventually(async () =>
			expect(await users.getAttribute("aria-pressed")).toBe("true"),
		);
		await page.getByRole("img", { name: "Users by day" }).waitFor();
	});

	test("the colours are the system's until somebody chooses, and then stay", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		const theme = () => page.locator("html").getAttribute("data-theme");
		const choose = (choice: string) =>
			page.getByRole("button", { name: `Change to ${choice}` }).click();
		await visitor.open("/");
		expect(await theme()).toBe("light");
		await page.emulateMedia({ colorScheme: "dark" });
		await eventually(async () => expect(await theme()).toBe("dark"));
		await choose("light");
		await eventually(async () => expect(await theme()).toBe("light"));
		await visitor.open("/");
		expect(await theme()).toBe("light");
		await choose("dark");
		await choose("system");
		await page.emulateMedia({ colorScheme: "light" });
		await eventually(async () => expect(await theme()).toBe("light"));
	});

	test("a chart has its figures as a table", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open("/?days=7");
		await page.getByText("Show as table").first().click();
		const table = page.getByRole("table", { name: "Operations by day" });
		await table.waitFor();
		expect(await table.locator("tbody tr").count()).toBe(7);
	});

	test("a phone has all of the views in reach", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await page.setViewportSize(PHONE);
		await visitor.open("/");
		const views = page.getByRole("navigation", { name: "Views" });
		await views.getByRole("link", { name: "Live", exact: true }).click();
		await page.getByRole("heading", { name: "Live", level: 1 }).waitFor();
		await page.setViewportSize({ width: 1280, height: 900 });
	});
}
