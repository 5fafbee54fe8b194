import { findBarriers } from "../accessibility.ts";
import { keptIn } from "./kept-in.ts";
import type { OnStage } from "./stage.ts";

/** An account that may read nothing yet. */
export interface Person {
	readonly email: string;
	readonly password: string;
	/** Lets the account read the reports. */
	grant(): Promise<void>;
}

/** The emulator starts a process for each call of the page, which loads firebase-admin then; ms at most. */
const FIRST_TOKEN_MS = 60_000;

/** Signing in by e-mail and password. At the end the visitor is signed in as somebody who may read. */
export function describePasswordSignIn(
	onStage: OnStage,
	{ email, password, grant }: Person,
): void {
	const enter = async (given: string) => {
		const { page } = onStage().visitor;
		await page.getByLabel("E-mail", { exact: true }).fill(email);
		await page.getByLabel("Password", { exact: true }).fill(given);
		await page.getByRole("button", { name: "Sign in", exact: true }).click();
	};

	test("asks who is there before it shows anything", async () => {
		const { visitor } = onStage();
		await visitor.open("/?days=90");
		const { page } = visitor;
		await page.getByRole("heading", { name: "Sign in" }).waitFor();
		await page.getByLabel(/reader or admin key/).waitFor();
		expect(await findBarriers(page)).toEqual([]);
	});

	test("refuses a wrong password, and does not say what was wrong", async () => {
		await enter("not the password");
		await onStage()
			.visitor.page.getByText("There is no such account with this password")
			.waitFor();
	});

	test("tells whoever may read nothing how that is granted", async () => {
		const { page } = onStage().visitor;
		await enter(password);
		await page
			.getByText("Not yours to read")
			.first()
			.waitFor({ timeout: FIRST_TOKEN_MS });
		await page.getByText(`npm run grant -- ${email} analyst`).first().waitFor();
		await page
			.getByRole("button", { name: "Sign in as somebody else" })
			.first()
			.click();
		await page.getByRole("heading", { name: "Sign in" }).waitFor();
	});

	test("shows the figures once the claim is granted, and keeps tokens in this tab alone", async () => {
		const { page } = onStage().visitor;
		await grant();
		await enter(password);
		await page.getByTestId("figure-operations").waitFor();
		expect(new URL(page.url()).search).toBe("?days=90");
		const { session, local, cookies } = await keptIn(page);
		const [, token] = /"idToken\\?":\\?"([^"\\]+)/.exec(session) ?? [];
		expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]*$/);
		expect(session).not.toContain(password);
		expect(local + cookies + page.url()).not.toContain(token);
	});

	test("gets the next token before the last one ends, unseen", async () => {
		const { visitor } = onStage();
		const { page } = visitor;
		await page.evaluate(() => {
			for (const [key, text] of Object.entries(sessionStorage))
				sessionStorage.setItem(
					key,
					JSON.stringify({
						...JSON.parse(String(text)),
						expiresAt: Date.now(),
					}),
				);
		});
		const renewed = page.waitForRequest(/\/api\/v1\/sign-in\/refresh$/);
		await visitor.open("/");
		expect((await (await renewed).response())?.status()).toBe(200);
		await page.getByTestId("figure-operations").waitFor();
	});
}
