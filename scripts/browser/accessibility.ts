import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type axe from "axe-core";
import type { Page } from "playwright-core";

const AXE = readFileSync(
	createRequire(join(process.cwd(), "package.json")).resolve(
		"axe-core/axe.min.js",
	),
	"utf8",
);

/** What keeps people out, or makes it hard for them. */
const BAD: ReadonlySet<unknown> = new Set(["serious", "critical"]);

/**
 * What axe finds serious or critical in the page as it is, in words; empty if nothing is. All of its rules,
 * or those that are named.
 */
export async function findBarriers(
	page: Page,
	rules?: readonly string[],
): Promise<string[]> {
	// By the debugger, which no Content-Security-Policy is for.
	await page.evaluate(AXE);
	const { violations } = await page.evaluate(runAxe, rules);
	return violations
		.filter(({ impact }) => BAD.has(impact))
		.flatMap(({ id, help, nodes }) =>
			nodes.map(({ html, failureSummary }) =>
				[`${id}: ${help}`, html, failureSummary].join("\n"),
			),
		);
}

/** Runs in the page. */
function runAxe(rules?: readonly string[]): Promise<axe.AxeResults> {
	const page = globalThis as unknown as { axe: typeof axe };
	return page.axe.run({
		resultTypes: ["violations"],
		preload: false,
		...(rules === undefined
			? {}
			: { runOnly: { type: "rule", values: [...rules] } }),
	});
}

/** What reaches beyond the sides of the page, in words; empty if one need not scroll sideways. */
export function findOverflow(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const { clientWidth, scrollWidth } = document.documentElement;
		if (scrollWidth <= clientWidth) return [];
		return [...document.querySelectorAll("body *")]
			.filter(
				(one) =>
					one.checkVisibility() &&
					one.getBoundingClientRect().right > clientWidth + 1,
			)
			.slice(0, 5)
			.map((one) => `${scrollWidth} px: ${one.outerHTML.slice(0, 120)}`);
	});
}
