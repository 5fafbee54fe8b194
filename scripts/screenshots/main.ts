/** `npm run screenshots`: makes the README's pictures from what the demo does. */
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { ExportedEvent } from "../../core/src/transfer/exported-event.ts";
import { findChromium, startChromium } from "../browser/chromium.ts";
import { fillByDemo } from "../browser/demo.ts";
import { type Look, visit } from "../browser/visitor.ts";
import { startOwnHome } from "../demo/home.ts";
import { randomOf } from "../random.ts";
import { historyOf } from "./history.ts";

const PICTURES = join(import.meta.dirname, "../../docs/pictures");

/** A picture that is larger has no place in a README, bytes. */
const MAX_PICTURE_BYTES = 150_000;

const HISTORY_DAYS = 75;

const WIDE = { width: 1280, height: 800 } as const;

interface Picture extends Look {
	readonly name: string;
	readonly path: string;
}

const PICTURE_LIST: readonly Picture[] = [
	{ ...WIDE, name: "overview", path: "/", colorScheme: "light" },
	{ ...WIDE, name: "overview-dark", path: "/", colorScheme: "dark" },
	{ ...WIDE, name: "workflows", path: "/workflows", colorScheme: "light" },
	{
		...{ ...WIDE, name: "template", colorScheme: "light" },
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
		await repeatDemo(home.url);
		mkdirSync(PICTURES, { recursive: true });
		for (const picture of PICTURE_LIST)
			await takePicture(browser, home.url, picture);
	} finally {
		await browser.close();
		await home.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** Makes weeks of what the demo did in a moment: a trend wants some. */
async function repeatDemo(url: string): Promise<void> {
	const exported = await call(url, "/api/v1/export");
	const demo = exported
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line) as ExportedEvent);
	const history = historyOf(
		demo,
		{ days: HISTORY_DAYS, end: Date.now() },
		randomOf(1),
	);
	await call(url, "/api/v1/import", {
		headers: { "Content-Type": "application/x-ndjson" },
		body: history.map((event) => `${JSON.stringify(event)}\n`).join(""),
	});
	for (const job of ["aggregate", "templates"])
		await call(url, `/api/v1/jobs/${job}`, { body: "" });
}

async function call(
	url: string,
	path: string,
	post?: RequestInit,
): Promise<string> {
	const answer = await fetch(
		url + path,
		post === undefined ? {} : { method: "POST", ...post },
	);
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
	return text;
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
