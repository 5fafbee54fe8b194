import { findBarriers, findOverflow } from "../accessibility.ts";
import { PHONE } from "../visitor.ts";
import type { OnStage } from "./stage.ts";

/** What a home shows that nobody has reported anything to: what one does next. */
export function describeFirstVisit(onStage: OnStage): void {
	test.each([
		["/", "npm run demo"],
		["/operations", "npm run demo"],
		["/workflows", "No sequences yet"],
		["/templates", "No templates yet"],
		["/errors", "Nothing failed"],
		["/live", "Nothing has come yet"],
	])("%s of an empty home says %s", async (path, said) => {
		const { visitor } = onStage();
		const { page } = visitor;
		await visitor.open(path);
		await page.getByText(said).first().waitFor();
		expect(await findBarriers(page)).toEqual([]);
		const { width, height } = page.viewportSize() ?? PHONE;
		await page.setViewportSize(PHONE);
		expect(await findOverflow(page)).toEqual([]);
		await page.setViewportSize({ width, height });
	});

	test.each(["/operations/nothing", "/workflows/nothing~at_all"])(
		"%s is said not to be there",
		async (path) => {
			const { visitor } = onStage();
			await visitor.open(path);
			const main = visitor.page.getByRole("main");
			expect(await main.textContent()).toMatch(/No nothing|Not here/);
		},
	);
}
