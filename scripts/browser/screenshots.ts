/** `npm run screenshots`: makes the README's pictures from what the demo does. */
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { startOwnHome } from "../demo/home.ts";
import { findChromium, startChromium } from "./chromium.ts";
import { fillByDemo } from "./demo.ts";
import { type Look, visit } from "./visitor.ts";

const PICTURES = join(import.meta.dirname, "../../docs/pictures");

/** A picture that is larger has no place in a README, bytes. */
const MAX_PICTURE_BYTES = 150_000;

const WIDE = { width: 1160, height: 700 } as const;

interface Picture extends Look {
	readonly name: string;
	readonly path: string;
}

const PICTURE_LIST: readonly Picture[] = [
	{ ...WIDE, name: "overview", path: "/", colorScheme: "light" },
	{ ...WIDE, name: "overview-dark", path: "/", colorScheme: "dark" },
	{ ...WIDE, name: "workflows", path: "/workflows", colorScheme: "light" },
	{
		...WIDE,
		name: "template",
		colorScheme: "light",
		path: "/templates/trim~resize~to_mp3",
	},
	{ ...WIDE, name: "errors", path: "/errors", colorScheme: "light" },
];

async function main(): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "screenshots-"));
	const browser = await startChromium(findChromium());
	const home = await startOwnHome(
		join(folder, "home.sqlite"),
		new AbortController().signal,
	);
	try {
		await fillByDemo(home.url);
		mkdirSync(PICTURES, { recursive: true });
		for (const picture of PICTURE_LIST)
			await takePicture(browser, home.url, picture);
	} finally {
		await browser.close();
		await home.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function takePicture(
	browser: Browser,
	url: string,
	{ name, path, ...look }: Picture,
): Promise<void> {
	const visitor = await visit(browser, url, look);
	await visitor.open(path);
	const file = join(PICTURES, `${name}.png`);
	await visitor.page.screenshot({ path: file });
	const troubles = visitor.takeTroubles();
	await visitor.close();
	if (troubles.length > 0) throw new Error(`${name}: ${troubles.join("\n")}`);
	const { size } = statSync(file);
	if (size > MAX_PICTURE_BYTES)
		throw new Error(`${name}.png has ${size} bytes, more than a README wants`);
	process.stdout.write(`docs/pictures/${name}.png ${size} bytes\n`);
}

await main();
