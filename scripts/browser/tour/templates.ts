import { readFile } from "node:fs/promises";
import type { Template } from "@ffmpeg-analytics/core";
import {
	formatCount,
	formatDuration,
	formatRate,
	plural,
} from "../../../dashboard/src/words/format.ts";
import { eventually } from "../eventually.ts";
import { type OnStage, plain, textsOf } from "./stage.ts";

const ID = "trim~resize~to_mp3";

/** The templates, each as a recipe that can be taken along. */
export function describeTemplates(onStage: OnStage): void {
	const list = () =>
		onStage().visitor.page.getByRole("navigation", { name: "Templates" });

	test("the templates are those of the home, and one is shown as its recipe", async () => {
		const { visitor, ask } = onStage();
		const { page } = visitor;
		await visitor.open("/templates");
		const { templates } = await ask<{ templates: Template[] }>("/templates");
		expect(templates.length).toBeGreaterThan(1);
		const names = await textsOf(list().locator("strong"));
		expect(names.toSorted()).toEqual(
			templates.map(({ name }) => name).toSorted(),
		);
		const template = templates.find(({ id }) => id === ID);
		if (template === undefined) throw new Error(`there is no template ${ID}`);
		await list()
			.getByRole("link", { name: template.name, exact: false })
			.click();
		const recipe = page.getByRole("article", { name: template.name });
		await recipe.waitFor();
		expect(new URL(page.url()).pathname).toBe(`/templates/${ID}`);
		expect(await textsOf(recipe.locator(".step-name"))).toEqual(
			template.operations,
		);
		const { evidence, expectedDuration, estimatedSavings } = template;
		expect(await textsOf(recipe.locator(".stat-value"))).toEqual(
			[
				plural(evidence.frequency, "time"),
				formatCount(evidence.userCount),
				formatRate(evidence.successRate),
				formatDuration(expectedDuration),
				plural(estimatedSavings.toolCalls, "call"),
			].map(plain),
		);
		const parameters = await textsOf(recipe.locator("dt"));
		for (const { parameter } of template.inputs)
			expect(parameters).toContain(parameter);
	});

	test.each(["JSON", "MCP"] as const)(
		"a template is copied and downloaded as %s",
		async (form) => {
			const { visitor, ask } = onStage();
			const { page } = visitor;
			await page
				.context()
				.grantPermissions(["clipboard-read", "clipboard-write"]);
			await visitor.open(`/templates/${ID}`);
			const format = form.toLowerCase();
			const answer = await ask(`/templates/${ID}?format=${format}`);
			await page.getByRole("button", { name: `Copy ${form}` }).click();
			await page.getByRole("button", { name: "Copied" }).waitFor();
			const copied = await page.evaluate(() => navigator.clipboard.readText());
			expect(JSON.parse(copied)).toEqual(answer);

			const [download] = await Promise.all([
				page.waitForEvent("download"),
				page.getByRole("button", { name: `Download ${form}` }).click(),
			]);
			expect(download.suggestedFilename()).toMatch(
				/^trim-resize-to_mp3(\.mcp)?\.json$/,
			);
			const saved = await readFile(await download.path(), "utf8");
			expect(JSON.parse(saved)).toEqual(answer);
			await download.delete();
		},
	);

	test("templates are searched by their steps, as they are written or shown", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open("/templates");
		const steps = () => textsOf(list().locator(".chain"));
		const all = await steps();
		await page.getByLabel("Search templates").fill("resize → to_mp3");
		const wanted = all.filter((text) => text.includes("resize → to_mp3"));
		expect(wanted.length).toBeGreaterThan(0);
		await eventually(async () => expect(await steps()).toEqual(wanted));
		await page.getByLabel("Search templates").fill("nothing is called so");
		await page.getByText("Nothing here is called").waitFor();
	});

	test("a template that is not there is said not to be", async () => {
		const { visitor } = onStage();
		await visitor.open("/templates/nothing~of~the~kind");
		await visitor.page.getByText("There is no such template").waitFor();
		await eventually(async () =>
			expect(await list().getByRole("link").count()).toBeGreaterThan(1),
		);
	});
}
