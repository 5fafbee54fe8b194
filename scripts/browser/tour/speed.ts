import type { Browser } from "playwright-core";
import { DESK, visit } from "../visitor.ts";

/** From the start of the navigation until the first view's figures are there, ms. */
const MAX_INTERACTIVE_MS = 1_000;

/** All JavaScript that all views bring, as it is sent, bytes. */
const MAX_SCRIPT_BYTES = 250_000;

const LOADS = 5;

/** How fast the page is on a server that is warm, each time in a browser that has not seen it. */
export function describeSpeed(
	onStage: () => { readonly browser: Browser; readonly origin: string },
): void {
	test(`the page is interactive within ${MAX_INTERACTIVE_MS} ms`, async () => {
		const { browser, origin } = onStage();
		const times: number[] = [];
		for (let load = 0; load < LOADS; load++) {
			const visitor = await visit(browser, origin, LIGHT);
			await visitor.page.goto("/", { waitUntil: "commit" });
			await visitor.page.getByTestId("figure-operations").waitFor();
			times.push(await visitor.page.evaluate(() => performance.now()));
			await visitor.close();
		}
		const median = times.sort((a, b) => a - b)[Math.floor(LOADS / 2)];
		expect(median).toBeLessThan(MAX_INTERACTIVE_MS);
	});

	test("the page brings less JavaScript than it may", async () => {
		const { browser, origin } = onStage();
		const visitor = await visit(browser, origin, LIGHT);
		for (const path of ["/", "/workflows", "/templates", "/errors", "/live"])
			await visitor.open(path);
		const bytes = await visitor.scriptBytes();
		await visitor.close();
		expect(bytes).toBeGreaterThan(50_000);
		expect(bytes).toBeLessThan(MAX_SCRIPT_BYTES);
	});
}

const LIGHT = { ...DESK, colorScheme: "light" } as const;
