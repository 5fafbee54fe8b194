import type { Browser } from "playwright-core";
import { findBarriers, findOverflow } from "../accessibility.ts";
import { DESK, PHONE, visit } from "../visitor.ts";

/** Every view, by an address of its own. */
export const VIEWS = [
	...["/", "/?platform=mcp&days=7", "/operations", "/operations/resize"],
	...["/workflows", "/workflows/trim~resize~to_mp3"],
	...["/templates", "/templates/trim~resize", "/errors"],
	...["/errors/invalid_argument", "/live", "/nowhere"],
];

const LOOKS = [
	{ ...DESK, colorScheme: "light" },
	{ ...DESK, colorScheme: "dark" },
	{ ...PHONE, colorScheme: "light" },
	{ ...PHONE, colorScheme: "dark" },
] as const;

/** What holds of every view, for whoever looks at it. `enter` lets a visitor in where one must sign in. */
export function describeEveryView(
	onStage: () => {
		readonly browser: Browser;
		readonly origin: string;
		readonly paths: readonly string[];
		readonly enter?: (
			visitor: Awaited<ReturnType<typeof visit>>,
		) => Promise<void>;
	},
): void {
	test.each(LOOKS)(
		"every view is free of barriers and troubles at $width px, $colorScheme",
		async (look) => {
			const { browser, origin, paths, enter } = onStage();
			const visitor = await visit(browser, origin, look);
			try {
				await enter?.(visitor);
				for (const path of paths) {
					await visitor.open(path);
					const { page } = visitor;
					const found = {
						barriers: await findBarriers(page),
						overflow: await findOverflow(page),
						troubles: visitor.takeTroubles(),
					};
					expect({ path, ...found }).toEqual({
						...{ path, barriers: [], overflow: [], troubles: [] },
					});
					expect(await page.locator("h1").count()).toBe(1);
					expect(await page.locator("main").count()).toBe(1);
				}
			} finally {
				await visitor.close();
			}
		},
	);
}
