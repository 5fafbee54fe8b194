import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page, Request } from "playwright-core";

/** A screen, and what the person before it prefers. */
export interface Look {
	/** CSS pixels. */
	readonly width: number;
	readonly height: number;
	readonly colorScheme: "light" | "dark";
}

/** A desk's screen. */
export const DESK = { width: 1280, height: 900 } as const;
/** The narrowest phone that there is to be room on. */
export const PHONE = { width: 360, height: 740 } as const;

/** Somebody with a browser of their own, who notices all that goes wrong in it. */
export interface Visitor {
	readonly page: Page;
	/** Goes to an address of the home, as by a link from elsewhere, and waits until the view is there. */
	open(path: string): Promise<void>;
	/** Waits until nothing has been on its way for a moment, and what came is drawn. */
	settle(): Promise<void>;
	/** What has gone wrong since it was last asked, in words; empty if nothing has. */
	takeTroubles(): string[];
	/** Compressed bytes of JavaScript that have come since the start. */
	scriptBytes(): Promise<number>;
	close(): Promise<void>;
}

/**
 * Opens a context of its own in the browser. A trouble is a warning or an error in the console, an
 * exception, a violation of the Content-Security-Policy, a request that fails or goes to another origin,
 * and an answer that is an error, but for those whose status is in `expected`.
 */
export async function visit(
	browser: Browser,
	origin: string,
	look: Look,
	expected: readonly number[] = [],
): Promise<Visitor> {
	const { width, height, colorScheme } = look;
	const context = await browser.newContext({
		baseURL: origin,
		viewport: { width, height },
		colorScheme,
		locale: "en-GB",
		timezoneId: "UTC",
		reducedMotion: "reduce",
	});
	const page = await context.newPage();
	page.setDefaultTimeout(6_000);
	const troubles = watch(page, origin, expected);
	const scripts: Promise<number>[] = [];
	page.on("requestfinished", (request) => {
		if (request.resourceType() === "script")
			// What comes from the browser's own cache counts as less than nothing.
			scripts.push(
				request.sizes().then((sizes) => Math.max(0, sizes.responseBodySize)),
			);
	});
	await page.addInitScript(reportViolations, VIOLATION);
	const settle = settling(page);
	return {
		page,
		settle,
		async open(path) {
			await page.goto(path);
			await settle();
		},
		takeTroubles: () => troubles.splice(0),
		scriptBytes: async () =>
			(await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0),
		close: () => context.close(),
	};
}

/** A view asks for the next thing within that time of the last, ms. */
const QUIET_MS = 60;

const MAX_SETTLE_MS = 6_000;

/** Two frames later what was there to draw is drawn. */
const TWO_FRAMES =
	"new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))";

function settling(page: Page): () => Promise<void> {
	const underWay = new Set<Request>();
	let lastChange = 0;
	const begin = (request: Request) => {
		underWay.add(request);
		lastChange = performance.now();
	};
	const end = (request: Request) => {
		underWay.delete(request);
		lastChange = performance.now();
	};
	page.on("request", begin);
	page.on("requestfinished", end);
	page.on("requestfailed", end);
	return async () => {
		const deadline = performance.now() + MAX_SETTLE_MS;
		lastChange = performance.now();
		while (underWay.size > 0 || performance.now() < lastChange + QUIET_MS) {
			if (performance.now() > deadline) {
				const urls = [...underWay].map((request) => request.url());
				throw new Error(`no end of ${urls.join(", ")}`);
			}
			await sleep(10);
		}
		await page.evaluate(TWO_FRAMES);
	};
}

const VIOLATION = "Content-Security-Policy:";

/** Runs in the page, before its own scripts. */
function reportViolations(prefix: string): void {
	addEventListener("securitypolicyviolation", (event) => {
		const { effectiveDirective, blockedURI, sourceFile, lineNumber } = event;
		console.error(
			prefix,
			effectiveDirective,
			blockedURI,
			sourceFile,
			lineNumber,
		);
	});
}

function watch(
	page: Page,
	origin: string,
	expected: readonly number[],
): string[] {
	const troubles: string[] = [];
	page.on("console", (message) => {
		const type = message.type();
		if (type !== "error" && type !== "warning") return;
		// The browser's own line on an answer, which is looked at below.
		const status = /the server responded with a status of (\d+)/.exec(
			message.text(),
		)?.[1];
		if (status === undefined) troubles.push(`${type}: ${message.text()}`);
	});
	page.on("pageerror", (error) => {
		troubles.push(`exception: ${error.stack ?? error.message}`);
	});
	page.on("request", (request) => {
		const url = new URL(request.url());
		const isOwn = url.origin === origin || url.protocol === "data:";
		if (!isOwn) troubles.push(`request to ${url.href}`);
	});
	page.on("requestfailed", (request) => {
		const why = request.failure()?.errorText ?? "";
		// The page has turned to something else meanwhile.
		if (why !== "net::ERR_ABORTED") troubles.push(`${request.url()}: ${why}`);
	});
	page.on("response", (response) => {
		const status = response.status();
		if (status >= 400 && !expected.includes(status))
			troubles.push(`${response.url()} answered ${status}`);
	});
	return troubles;
}
