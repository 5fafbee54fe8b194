import type { OnStage } from "./stage.ts";

const USAGE = /\/api\/v1\/usage\?/;
const SEQUENCES = /\/api\/v1\/sequences\?/;

/** That the page of an empty home looks for the first operation by itself. */
export function describeFilling(onStage: OnStage): void {
	test("an empty page asks again within ten seconds", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await page.clock.install();
		await visitor.open("/");
		await page.getByText("This page fills").waitFor();
		const again = page.waitForRequest(USAGE);
		await page.clock.fastForward(10_000);
		await again;
		await visitor.settle();
	});
}

/** What the page does as time passes, and where a part of it does not come. The home's answers may be 503. */
export function describeRefresh(onStage: OnStage): void {
	/** Answers that the home cannot, for as long as something is done. */
	const without = async (calls: RegExp, act: () => Promise<void>) => {
		const { page } = onStage().visitor;
		const json = { code: "unavailable", detail: "The store does not answer." };
		await page.route(calls, (route) => route.fulfill({ status: 503, json }));
		await act();
		await page.unroute(calls);
	};

	test("figures that are seen are asked for again, and stay where none come", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await page.clock.install();
		await visitor.open("/");
		const figure = page.getByTestId("figure-operations");
		await figure.waitFor();
		await without(USAGE, async () => {
			await page.clock.fastForward(75_000);
			await page.getByText("Not refreshed: The store does not").waitFor();
			expect(await figure.isVisible()).toBe(true);
			await visitor.settle();
		});
		await page.getByRole("button", { name: "Try again" }).click();
		await page.getByText("Not refreshed").waitFor({ state: "detached" });
		await visitor.settle();
	});

	test("the overview says which sentences it lacks", async () => {
		const { visitor } = onStage();
		await without(SEQUENCES, async () => {
			await visitor.open("/");
			await visitor.page.getByText("Without habits and savings").waitFor();
			await visitor.page.getByTestId("finding-favourite").waitFor();
		});
	});
}
