import { findBarriers, findOverflow } from "../accessibility.ts";
import { DESK, PHONE } from "../visitor.ts";
import type { OnStage } from "./stage.ts";

/** Every view, by an address of its own. */
const VIEWS = [
	"/",
	"/operations",
	"/operations/resize",
	"/workflows",
	"/workflows/trim~resize~to_mp3",
	"/templates/trim~resize",
	"/errors",
	"/live",
	"/nowhere",
];

/** What the colours decide. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];

/** What holds of every view, for whoever looks at it. */
export function describeEveryView(onStage: OnStage): void {
	test.each(VIEWS)(
		"%s is free of barriers, wide and narrow, light and dark",
		async (path) => {
			const { visitor } = onStage();
			const { page, settle } = visitor;
			const found: Record<string, readonly string[]> = {};
			const look = async (
				screen: keyof typeof SCREENS,
				colorScheme: "light" | "dark",
				rules?: readonly string[],
			) => {
				await page.emulateMedia({ colorScheme });
				await page.setViewportSize(SCREENS[screen]);
				await settle();
				found[`barriers, ${screen}, ${colorScheme}`] = await findBarriers(
					page,
					rules,
				);
				found[`overflow, ${screen}, ${colorScheme}`] = await findOverflow(page);
			};
			try {
				await visitor.open(path);
				await look("desk", "light");
				await look("desk", "dark", OF_COLOURS);
				await look("phone", "dark");
			} finally {
				await page.emulateMedia({ colorScheme: "light" });
				await page.setViewportSize(DESK);
			}
			expect(Object.entries(found).filter(([, bad]) => bad.length > 0)).toEqual(
				[],
			);
			expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
			expect(await page.getByRole("main").count()).toBe(1);
		},
	);
}

const SCREENS = { desk: DESK, phone: PHONE };
