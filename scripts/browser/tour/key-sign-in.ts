import type { Browser } from "playwright-core";
import { KEYS } from "../../../local/testing/served-home";
import { findBarriers, findOverflow } from "../accessibility.ts";
import { eventually } from "../eventually.ts";
import { DESK, PHONE, type Visitor, visit } from "../visitor.ts";
import { keptIn } from "./kept-in.ts";

const LIGHT = { ...DESK, colorScheme: "light" } as const;

/** Signing in by a key, where a home asks for one. */
export function describeKeySignIn(
	onStage: () => {
		readonly browser: Browser;
		/** Serves the home that the demo has filled to whoever has a key. */
		open(): Promise<{ readonly url: string; close(): Promise<void> }>;
	},
): void {
	let visitor: Visitor;
	let close: () => Promise<void>;
	beforeAll(async () => {
		const { browser, open } = onStage();
		const home = await open();
		close = () => home.close();
		visitor = await visit(browser, home.url, LIGHT, [401, 403]);
	});
	afterAll(async () => {
		await visitor?.close();
		await close?.();
	});
	afterEach(() => expect(visitor.takeTroubles()).toEqual([]));

	const enter = async (key: string) => {
		await visitor.page.getByLabel("Reader or admin key").fill(key);
		await visitor.page.getByRole("button", { name: "Use this key" }).click();
	};

	test("asks for a key, and no password, before it shows anything", async () => {
		const { page } = visitor;
		await visitor.open("/operations?days=7");
		await page.getByRole("heading", { name: "Sign in" }).waitFor();
		await page.getByLabel("Reader or admin key").waitFor();
		expect(await page.getByLabel("E-mail", { exact: true }).count()).toBe(0);
		expect(await findBarriers(page)).toEqual([]);
		await page.setViewportSize(PHONE);
		expect(await findOverflow(page)).toEqual([]);
		await page.setViewportSize(DESK);
	});

	test.each([
		["not-a-key-of-this-home", "The home does not accept that key"],
		["ключ-этого-дома", "A key has no “к”"],
		[KEYS.INGEST_KEYS, "This key may send, not read"],
	])("refuses %s, says why, and keeps nothing of it", async (key, why) => {
		const { page } = visitor;
		await enter(key);
		await page.getByRole("alert").filter({ hasText: why }).waitFor();
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
			"Use this key",
		);
		expect((await keptIn(page)).session).not.toContain(key);
	});

	test("goes on where one was with the right key, which this tab alone keeps", async () => {
		const { page } = visitor;
		await enter(KEYS.READER_KEYS);
		await page.getByLabel("Search operations").waitFor();
		expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
			"Operations",
		);
		const { pathname, search } = new URL(page.url());
		expect(pathname + search).toBe("/operations?days=7");
		const { session, local, cookies } = await keptIn(page);
		expect(session).toContain(KEYS.READER_KEYS);
		expect(local + cookies + page.url()).not.toContain(KEYS.READER_KEYS);
		await visitor.open("/errors");
		await page.getByRole("heading", { name: "Errors", level: 1 }).waitFor();
	});

	test("forgets the key when one signs out", async () => {
		const { page } = visitor;
		await page.getByRole("button", { name: "Sign out" }).click();
		await page.getByRole("heading", { name: "Sign in" }).waitFor();
		await eventually(async () =>
			expect((await keptIn(page)).session).not.toContain(KEYS.READER_KEYS),
		);
		await visitor.open("/");
		await page.getByRole("heading", { name: "Sign in" }).waitFor();
	});
}
