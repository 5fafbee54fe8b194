import { randomUUID } from "node:crypto";
import { eventually } from "../eventually.ts";
import { type OnStage, type Stage, textsOf } from "./stage.ts";

/** In which the page would look some times, ms. */
const LOOKS_MS = 20_000;

/** An operation that ended just now. */
function operation(type: string): object {
	return {
		id: randomUUID(),
		timestamp: new Date().toISOString(),
		userId: "ab".repeat(32),
		platform: "mcp",
		operation: {
			type,
			inputFormat: "mov",
			outputFormat: "gif",
			parameters: '{"fps":12}',
			fileSize: 4_200_000,
		},
		metrics: { success: true, processingTime: 1_234 },
		context: { workflowType: "social_media" },
	};
}

const lastOperations = ({ visitor }: Stage) =>
	visitor.page.getByRole("list", { name: /^Last operations/ });

/** The last operations as they come. Last of the tour, as it adds some. */
export function describeLive(onStage: OnStage): void {
	const list = () => lastOperations(onStage());

	test("the last operations are those of the home, the latest first", async () => {
		const { visitor, ask } = onStage();
		await visitor.open("/live");
		const { operations } = await ask<{
			operations: { operation: { type: string } }[];
		}>("/operations?limit=60");
		expect(await textsOf(list().locator("summary strong"))).toEqual(
			operations.map(({ operation: { type } }) => type),
		);
	});

	test("a filter that nothing matches is not taken for an empty home", async () => {
		const { visitor } = onStage();
		await visitor.open("/live?workflow=of_nobody");
		await visitor.page
			.getByText("None among the latest 2,000 operations")
			.waitFor();
	});

	test("what comes is shown within seconds, with what is known of it", async () => {
		const { visitor, report } = onStage();
		const { page } = visitor;
		await visitor.open("/live");
		await report(operation("live_one"));
		const first = list().getByRole("listitem").first();
		await eventually(async () =>
			expect(await first.textContent()).toContain("live_one"),
		);
		expect(await page.getByRole("status").first().textContent()).toContain(
			"one more has come",
		);
		await first.locator("summary").click();
		await first.getByText("4.2 MB in").waitFor();
	});
}

/** That the live view can be stopped. */
export function describePause(onStage: OnStage): void {
	test("nothing is asked for while it is paused", async () => {
		const { visitor, report } = onStage();
		const { page } = visitor;
		await page.clock.install();
		await visitor.open("/live");
		await page.getByRole("button", { name: "Pause" }).click();
		let asked = 0;
		page.on("request", () => asked++);
		await report(operation("live_two"));
		await page.clock.runFor(LOOKS_MS);
		expect(asked).toBe(0);
		await page.getByRole("button", { name: "Go on" }).click();
		await eventually(async () =>
			expect(
				await lastOperations(onStage())
					.getByRole("listitem")
					.first()
					.textContent(),
			).toContain("live_two"),
		);
	});
}
