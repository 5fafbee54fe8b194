import type { Page } from "playwright-core";

/** What the page keeps in the browser, and where. */
export function keptIn(page: Page): Promise<{
	readonly session: string;
	readonly local: string;
	readonly cookies: string;
}> {
	return page.evaluate(() => ({
		session: JSON.stringify(sessionStorage),
		local: JSON.stringify(localStorage),
		cookies: document.cookie,
	}));
}
