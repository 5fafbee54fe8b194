import { setTimeout as sleep } from "node:timers/promises";
import { type Account, PASSWORD, signUp } from "./account";
import { type EmulatorSuite, findEmulatorSuite } from "./emulator-suite";
import { grant } from "./grant";

jest.setTimeout(120_000);

interface Answer {
	readonly status: number;
	readonly body: Record<string, string>;
}

describe("people of the Firebase home", () => {
	const email = `sign-in-${Date.now()}@example.com`;
	let suite: EmulatorSuite;
	let account: Account;

	beforeAll(async () => {
		suite = await findEmulatorSuite();
		account = await signUp(suite, email);
	});

	const ask = async (
		path: string,
		{ body, token }: { body?: object; token?: string | undefined } = {},
	): Promise<Answer> => {
		const answer = await fetch(`${suite.hostingUrl}/api/v1/${path}`, {
			method: body === undefined ? "GET" : "POST",
			headers: {
				...(body === undefined ? {} : { "Content-Type": "application/json" }),
				...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const answered = (await answer.json()) as Record<string, string>;
		return { status: answer.status, body: answered };
	};
	const signIn = (password = PASSWORD, who = email) =>
		ask("sign-in", { body: { email: who, password } });
	const refresh = (refreshToken: string | undefined) =>
		ask("sign-in/refresh", { body: { refreshToken } });

	it("may sign in by password, as the home says", async () => {
		expect(await ask("sign-in")).toEqual({
			status: 200,
			body: { methods: ["key", "password"] },
		});
	});

	it("read once a claim is granted, from the next refresh on, until it is revoked", async () => {
		await account.withClaims({ tenant: "other service" });
		const signedIn = await signIn();
		expect(signedIn).toMatchObject({
			status: 200,
			body: { expiresInSeconds: 3_600 },
		});
		const { idToken, refreshToken } = signedIn.body;
		const before = await ask("templates", { token: idToken });
		expect(before).toMatchObject({ status: 403, body: { code: "forbidden" } });

		const granted = await grant([email, "analyst"]);
		expect(granted).toMatchObject({ code: 0, stderr: "" });
		expect(granted.stdout).toContain(
			`${email} now has the claim analyst, and may read reports.`,
		);
		const again = await grant([email, "analyst"]);
		expect(again.stdout).toContain("already: nothing changed");

		const { body: next } = await refresh(refreshToken);
		expect((await ask("templates", { token: next.idToken })).status).toBe(200);
		const job = { body: {}, token: next.idToken };
		expect((await ask("jobs/purge", job)).status).toBe(403);
		const [, payload = ""] = next.idToken?.split(".") ?? [];
		const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
		expect(claims).toMatchObject({ tenant: "other service", analyst: true });

		// Auth revokes what is older than the second in which it does so.
		await sleep(1_000);
		const revoked = await grant([email, "analyst", "--revoke"]);
		expect(revoked.stdout).toContain("has lost the claim analyst");
		expect(revoked.stdout).toContain("signed out everywhere");
		// The emulator, unlike Google, refreshes all the same: what it answers is refused.
		const stale = await refresh(next.refreshToken);
		for (const token of [next.idToken, stale.body.idToken])
			expect((await ask("templates", { token })).status).toBe(401);
		const fresh = await signIn();
		const after = await ask("templates", { token: fresh.body.idToken });
		expect(after.status).toBe(403);
	});

	it("get one answer to an unknown account, a wrong password and a disabled account", async () => {
		const unknown = await signIn(PASSWORD, "nobody@example.com");
		expect(unknown).toMatchObject({
			status: 401,
			body: { code: "sign_in_refused" },
		});
		expect(await signIn("a guess")).toEqual(unknown);
		expect(await refresh("a guess")).toEqual(unknown);
		await account.disable();
		expect(await signIn()).toEqual(unknown);
	});

	it("are told by name what a grant cannot be given for", async () => {
		const nobody = await grant(["nobody@example.com", "admin"]);
		expect(nobody).toMatchObject({ code: 1, stdout: "" });
		expect(nobody.stderr).toContain("has no account nobody@example.com");
		expect(nobody.stderr).toContain("accounts:signUp");
		const owner = await grant([email, "owner"]);
		expect(owner).toMatchObject({ code: 2, stdout: "" });
		expect(owner.stderr).toContain("no claim owner");
	});

	it("are told where the emulator is away, and where there are no credentials", async () => {
		const nowhere = { FIREBASE_AUTH_EMULATOR_HOST: "127.0.0.1:1" };
		const away = await grant([email, "admin"], { ...process.env, ...nowhere });
		expect(away.code).toBe(1);
		expect(away.stderr).toContain("127.0.0.1:1 does not answer");
		const { FIREBASE_AUTH_EMULATOR_HOST: _, ...environment } = process.env;
		const strange = await grant([email, "admin", "--project", "not-ours"], {
			...environment,
			HOME: "/nonexistent",
			GOOGLE_APPLICATION_CREDENTIALS: "",
		});
		expect(strange.code).toBe(1);
		expect(strange.stderr).toContain("gcloud auth application-default login");
	});
});
