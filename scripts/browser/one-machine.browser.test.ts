import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { serveHome } from "../../local/testing/served-home";
import { type OwnHome, startOwnHome } from "../demo/home.ts";
import { findChromium, startChromium } from "./chromium.ts";
import { fillByDemo } from "./demo.ts";
import { describeErrors } from "./tour/errors.ts";
import { describeEveryView } from "./tour/every-view.ts";
import { describeFirstVisit } from "./tour/first-visit.ts";
import { describeKeySignIn } from "./tour/key-sign-in.ts";
import { describeLive, describePause } from "./tour/live.ts";
import { describeOperations } from "./tour/operations.ts";
import { describeOverview } from "./tour/overview.ts";
import { describePage } from "./tour/page.ts";
import { describeFilling, describeRefresh } from "./tour/refresh.ts";
import { describeSpeed } from "./tour/speed.ts";
import { openStage, type Stage } from "./tour/stage.ts";
import { describeTemplates } from "./tour/templates.ts";
import { describeWorkflows } from "./tour/workflows.ts";
import { DESK, type Visitor, visit } from "./visitor.ts";

// Without one the whole file fails, by one line.
const CHROMIUM = findChromium();

jest.setTimeout(60_000);

let folder: string;
let home: OwnHome;
let browser: Browser;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "browser-"));
	browser = await startChromium(CHROMIUM);
	home = await startOwnHome(
		join(folder, "home.sqlite"),
		new AbortController().signal,
	);
});

afterAll(async () => {
	await browser?.close();
	await home?.stop();
	rmSync(folder, { recursive: true, force: true });
});

/** A visitor of the home, for the tests of one block. */
function onStage(expected: readonly number[] = []): () => Stage {
	let visitor: Visitor;
	beforeAll(async () => {
		const light = { ...DESK, colorScheme: "light" } as const;
		visitor = await visit(browser, home.url, light, expected);
	});
	afterAll(() => visitor.close());
	afterEach(() => expect(visitor.takeTroubles()).toEqual([]));
	return () => openStage(visitor, home.url);
}

describe("the dashboard of a new home on one machine", () => {
	describeFirstVisit(onStage([404]));
	describeFilling(onStage());
});

describe("the dashboard of a home on one machine", () => {
	beforeAll(() => fillByDemo(home.url));
	const stage = onStage();
	describePage(stage);
	describeOverview(stage);
	describeOperations(stage);
	describeWorkflows(stage);
	describeTemplates(stage);
	describeErrors(stage);
	describeEveryView(stage);
	describeRefresh(onStage([503]));
	describeSpeed(() => ({ browser, origin: home.url }));
	describeLive(stage);
	describePause(stage);
});

describe("the dashboard of a home that others can call", () => {
	describeKeySignIn(() => ({
		browser,
		open: () =>
			serveHome(join(folder, "home.sqlite"), undefined, "dashboard/dist"),
	}));
});
