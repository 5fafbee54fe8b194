import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where systems put it. */
const USUAL_PLACES = [
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome-stable",
	"/usr/bin/google-chrome",
	"/snap/bin/chromium",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
	"C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** What the browser does of its own accord, and should not. */
const QUIET = [
	"--disable-gpu",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
];

/**
 * Starts the system's Chromium, or the one that `CHROMIUM` names, without a window.
 *
 * @throws {Error} if there is none, saying what to install
 */
export function startChromium(): Promise<Browser> {
	return chromium.launch({ executablePath: findChromium(), args: QUIET });
}

function findChromium(): string {
	const named = process.env.CHROMIUM;
	const found = (named === undefined ? USUAL_PLACES : [named]).find(existsSync);
	if (found === undefined)
		throw new Error(
			named === undefined
				? "There is no Chromium here: install it (Debian: apt-get install chromium), or name one in CHROMIUM."
				: `CHROMIUM names ${named}, where there is nothing.`,
		);
	return found;
}
