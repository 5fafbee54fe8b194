import { EMAIL, PASSWORD, REFRESH_TOKEN } from "../../testing/fake-sign-in";
import { READER_KEY, serve } from "../../testing/serve";
import type { SignIn } from "../access/sign-in";
import { WINDOW_MS } from "../limits/hit-counter";
import { createMemoryHitCounter } from "../limits/memory-hit-counter";
import { MAX_FAILED_SIGN_INS } from "../limits/sign-in-limit";
import {
	MAX_EMAIL_LENGTH,
	MAX_PASSWORD_LENGTH,
	MAX_REFRESH_TOKEN_LENGTH,
} from "./sign-in";

const PATH = "/api/v1/sign-in";
const REFRESH = `${PATH}/refresh`;
const RIGHT = { email: EMAIL, password: PASSWORD };
const WRONG = { email: EMAIL, password: "a guess" };

/** Callers have addresses, and stand behind one proxy. */
const ELSEWHERE = { trustLoopback: false, trustedProxies: 1 };
const from = (address: string) => ({
	headers: { "x-forwarded-for": address },
});

describe("a home without accounts", () => {
	const withoutAccounts = { ...ELSEWHERE, signIn: undefined };

	test("says that keys are the only way", async () => {
		const home = await serve(withoutAccounts);
		const answered = await home.call(PATH);
		expect(answered.json).toEqual({ methods: ["key"] });
	});

	test("takes no password, and has no such call in its document", async () => {
		const home = await serve(withoutAccounts);
		const refused = await home.post(PATH, RIGHT);
		expect(refused.json).toMatchObject({ code: "method_not_allowed" });
		expect((await home.post(REFRESH, {})).status).toBe(404);
		const { json } = await home.call("/api/v1/openapi.json");
		const { paths } = json as { paths: Record<string, object> };
		expect(Object.keys(paths[PATH] ?? {})).toEqual(["get"]);
		expect(paths).not.toHaveProperty(REFRESH);
	});
});

describe("a home with accounts", () => {
	test("tells anybody that passwords are a way", async () => {
		const home = await serve(ELSEWHERE);
		const answered = await home.call(PATH);
		expect(answered.json).toEqual({ methods: ["key", "password"] });
	});

	test("answers tokens to who knows the password, or holds a refresh token", async () => {
		const home = await serve(ELSEWHERE);
		for (const [path, body] of [
			[PATH, RIGHT],
			[REFRESH, { refreshToken: REFRESH_TOKEN }],
		] as const) {
			const answered = await home.post(path, body);
			expect(answered.status).toBe(200);
			expect(answered.headers["cache-control"]).toBe("no-store");
			expect(answered.json).toEqual({
				idToken: "id-token-of-ada",
				refreshToken: REFRESH_TOKEN,
				expiresInSeconds: 3_600,
			});
		}
	});

	test("answers an unknown account and a wrong password alike", async () => {
		const home = await serve(ELSEWHERE);
		const answers = await Promise.all(
			[WRONG, { ...RIGHT, email: "nobody@example.com" }].map((body) =>
				home.post(PATH, body),
			),
		);
		for (const answered of answers)
			expect(answered.json).toMatchObject({ code: "sign_in_refused" });
		const [wrongPassword, nobody] = answers;
		expect(nobody?.text).toBe(wrongPassword?.text);
	});

	test.each([
		["too many attempts", { kind: "tooMany" }, 429, "rate_limited"],
		["nothing", undefined, 503, "unavailable"],
	] as const)(
		"asks to wait where the keeper of accounts answers %s",
		async (_, outcome, status, code) => {
			const answerOf = async () => {
				if (outcome === undefined) throw new Error("no answer");
				return outcome;
			};
			const signIn: SignIn = {
				withPassword: answerOf,
				withRefreshToken: answerOf,
			};
			const home = await serve({ ...ELSEWHERE, signIn });
			const answered = await home.post(PATH, RIGHT);
			expect(answered).toMatchObject({ status, json: { code } });
			expect(answered.headers["retry-after"]).toMatch(/^\d+$/);
			expect(answered.text).not.toContain("no answer");
		},
	);

	test.each([
		["an address", "email", MAX_EMAIL_LENGTH, PATH],
		["a password", "password", MAX_PASSWORD_LENGTH, PATH],
		["a refresh token", "refreshToken", MAX_REFRESH_TOKEN_LENGTH, REFRESH],
	])("takes %s up to its bound", async (_, field, bound, path) => {
		const home = await serve(ELSEWHERE);
		const statusOf = async (length: number) => {
			const others = path === PATH ? RIGHT : {};
			const body = { ...others, [field]: "x".repeat(length) };
			return (await home.post(path, body)).status;
		};
		expect(await statusOf(bound)).toBe(401);
		expect(await statusOf(bound + 1)).toBe(400);
		expect(await statusOf(0)).toBe(400);
	});

	test("repeats nothing of a body that it does not understand", async () => {
		const home = await serve(ELSEWHERE);
		const answered = await home.post(PATH, { email: 7, pass: PASSWORD });
		expect(answered.json).toMatchObject({
			code: "invalid_request",
			errors: [{ path: "email" }, { path: "password" }, { path: "pass" }],
		});
		expect(answered.text).not.toContain(PASSWORD);
	});
});

describe("guessing", () => {
	const exhaust = async (home: Awaited<ReturnType<typeof serve>>) => {
		for (let attempt = 0; attempt < MAX_FAILED_SIGN_INS; attempt++) {
			const { status } = await home.post(PATH, WRONG, from("203.0.113.7"));
			expect(status).toBe(401);
		}
	};

	test("ends after some attempts of an address, with the right password too", async () => {
		let now = WINDOW_MS * 1_000;
		const home = await serve({
			...ELSEWHERE,
			now: () => now,
			hitCounter: createMemoryHitCounter(() => now),
		});
		await exhaust(home);
		for (const path of [PATH, `${PATH}/`]) {
			const refused = await home.post(path, RIGHT, from("203.0.113.7"));
			expect(refused.json).toMatchObject({ code: "rate_limited" });
			expect(refused.headers["retry-after"]).toBe("60");
		}
		// No other spelling of the path is a way around.
		expect((await home.post(`${PATH}//`, RIGHT)).status).toBe(404);
		now += WINDOW_MS;
		const later = await home.post(PATH, RIGHT, from("203.0.113.7"));
		expect(later.status).toBe(200);
	});

	test("stops neither others nor those who are signed in, nor what is no attempt", async () => {
		const home = await serve(ELSEWHERE);
		await exhaust(home);
		const token = { refreshToken: REFRESH_TOKEN };
		const refreshed = await home.post(REFRESH, token, from("203.0.113.7"));
		expect(refreshed.status).toBe(200);
		const { status } = await home.post(PATH, RIGHT, from("203.0.113.8"));
		expect(status).toBe(200);
		expect((await home.call(PATH, from("203.0.113.7"))).status).toBe(200);
		const report = { key: READER_KEY, ...from("203.0.113.7") };
		expect((await home.call("/api/v1/templates", report)).status).toBe(200);
	});

	test("is not what a refresh is: it neither counts nor is stopped", async () => {
		const home = await serve(ELSEWHERE);
		const refresh = (refreshToken: string) =>
			home.post(REFRESH, { refreshToken }, from("203.0.113.7"));
		for (let attempt = 0; attempt <= MAX_FAILED_SIGN_INS; attempt++)
			expect((await refresh("of nobody")).status).toBe(401);
		await exhaust(home);
		expect((await refresh(REFRESH_TOKEN)).status).toBe(200);
	});

	test("is not what somebody does who knows the password", async () => {
		const home = await serve(ELSEWHERE);
		for (let attempt = 0; attempt <= MAX_FAILED_SIGN_INS; attempt++)
			expect((await home.post(PATH, RIGHT)).status).toBe(200);
	});
});
