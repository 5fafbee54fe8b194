import type { Browser } from "playwright-core";
import { PASSWORD, signUp } from "../e2e/account";
import { emulatedKeys } from "../e2e/emulated-keys";
import { grant } from "../e2e/grant";
import { findChromium, startChromium } from "./chromium.ts";
import { fillByDemo } from "./demo.ts";
import { type FirebaseHome, startFirebaseHome } from "./firebase-home.ts";
import { describeErrors } from "./tour/errors.ts";
import { describeLive } from "./tour/live.ts";
import { describeOperations } from "./tour/operations.ts";
import { describeOverview } from "./tour/overview.ts";
import { describePasswordSignIn } from "./tour/password-sign-in.ts";
import { openStage } from "./tour/stage.ts";
import { describeTemplates } from "./tour/templates.ts";
import { describeWorkflows } from "./tour/workflows.ts";
import { DESK, type Visitor, visit } from "./visitor.ts";

// Without one the whole file fails, by one line.
const CHROMIUM = findChromium();

jest.setTimeout(90_000);

const EMAIL = "ada@example.com";

describe("the dashboard on Firebase", () => {
	const keys = emulatedKeys();
	let home: FirebaseHome;
	let browser: Browser;
	let visitor: Visitor;

	beforeAll(async () => {
		browser = await startChromium(CHROMIUM);
		home = await startFirebaseHome();
		await Promise.all([fillByDemo(home.url, keys), signUp(home, EMAIL)]);
		const light = { ...DESK, colorScheme: "light" } as const;
		visitor = await visit(browser, home.url, light, [401, 403]);
	});
	afterAll(async () => {
		await browser?.close();
		await home?.stop();
	});
	afterEach(() => expect(visitor.takeTroubles()).toEqual([]));

	const stage = () =>
		openStage(visitor, home.url, {
			readToken: keys.reader,
			ingestKey: keys.ingest,
		});

	// Whoever has signed in here goes on the tour.
	describePasswordSignIn(stage, {
		email: EMAIL,
		password: PASSWORD,
		grant: async () => {
			const granted = await grant([EMAIL, "analyst"], home.environment);
			expect(granted).toMatchObject({ code: 0 });
		},
	});
	describeOverview(stage);
	describeOperations(stage);
	describeWorkflows(stage);
	describeTemplates(stage);
	describeErrors(stage);
	describeLive(stage);
});
