import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type OwnHome, startOwnHome } from "../demo/home.ts";
import { startChromium } from "./chromium.ts";
import { fillByDemo } from "./demo.ts";
import { describeErrors } from "./tour/errors.ts";
import { describeEveryView, VIEWS } from "./tour/every-view.ts";
import { describeLive } from "./tour/live.ts";
import { describeOperations } from "./tour/operations.ts";
import { describeOverview } from "./tour/overview.ts";
import type { Stage } from "./tour/stage.ts";
import { describeTemplates } from "./tour/templates.ts";
import { describeWorkflows } from "./tour/workflows.ts";
import { DESK, type Visitor, visit } from "./visitor.ts";

jest.setTimeout(60_000);

let folder: string;
let home: OwnHome;
let browser: Browser;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), "browser-"));
	[home, browser] = await Promise.all([
		startOwnHome(join(folder, "home.sqlite"), new AbortController().signal),
		startChromium(),
	]);
	await fillByDemo(home.url);
});

afterAll(async () => {
	await browser?.close();
	await home?.stop();
	rmSync(folder, { recursive: true, force: true });
});

describe("the dashboard of a home on one machine", () => {
	let visitor: Visitor;
	let stage: Stage;
	beforeAll(async () => {
		visitor = await visit(browser, home.url, { ...DESK, colorScheme: "light" });
		stage = {
			visitor,
			ask: async (path) => {
				const answer = await fetch(`${home.url}/api/v1${path}`);
				expect(answer.status).toBe(200);
				return answer.json();
			},
			report: async (event) => {
				const answer = await fetch(`${home.url}/logOperation`, {
					method: "POST",
					headers: { "Content-Type": "application/json" },
					body: JSON.stringify(event),
				});
				expect(answer.status).toBe(200);
			},
		};
	});
	afterAll(() => visitor.close());
	afterEach(() => expect(visitor.takeTroubles()).toEqual([]));

	describeOverview(() => stage);
	describeOperations(() => stage);
	describeWorkflows(() => stage);
	describeTemplates(() => stage);
	describeErrors(() => stage);
	describeEveryView(() => ({ browser, origin: home.url, paths: VIEWS }));
	describeLive(() => stage);
});
