import { credentials, forget, keep, tokenOf } from "./credentials";
import { HomeError, readProblem } from "./home-error";
import { whatIsWrongWith } from "./key";
import { authorization, reach } from "./reach";

/** How a home lets people in. */
export type SignInMethod = "key" | "password";

interface Tokens {
	readonly idToken: string;
	readonly refreshToken: string;
	readonly expiresInSeconds: number;
}

/** So long before its end a token is renewed, ms. */
const RENEWAL_MS = 60_000;

/** What the home offers; a key, where it says nothing. */
export async function askSignInMethods(): Promise<readonly SignInMethod[]> {
	try {
		const response = await reach("/sign-in");
		if (!response.ok) return ["key"];
		const { methods } = (await response.json()) as {
			methods: readonly SignInMethod[];
		};
		return methods;
	} catch {
		return ["key"];
	}
}

/**
 * Signs in by an account, for this tab.
 *
 * @throws {HomeError} if the home refuses
 */
export async function signIn(email: string, password: string): Promise<void> {
	keepTokens(await post("/sign-in", { email, password }), email);
}

/**
 * Signs in by a key, for this tab: one that may not read is never kept.
 *
 * @throws {HomeError} if the home refuses
 */
export async function signInByKey(key: string): Promise<void> {
	const wrong = whatIsWrongWith(key);
	if (wrong !== undefined) throw new HomeError(0, "invalid_key", wrong);
	const headers = authorization(key);
	const response = await reach("/operations?limit=1", { headers });
	if (!response.ok) throw await readProblem(response);
	keep({ kind: "key", key });
}

/**
 * What requests carry; a token that is about to end is renewed first.
 *
 * @throws {HomeError} if it has ended and the home cannot renew it now
 */
export async function freshToken(): Promise<string | undefined> {
	const held = credentials.value;
	if (held?.kind !== "tokens" || Date.now() < held.expiresAt - RENEWAL_MS)
		return tokenOf(held);
	return renewToken().catch((error: unknown) => {
		if (Date.now() < held.expiresAt) return held.idToken;
		throw error;
	});
}

let renewal: Promise<string | undefined> | undefined;

/**
 * A new token, once for all requests that want one; none, and signed out, where the home refuses.
 *
 * @throws {HomeError} if the home cannot say now
 */
export function renewToken(): Promise<string | undefined> {
	renewal ??= renew().finally(() => {
		renewal = undefined;
	});
	return renewal;
}

async function renew(): Promise<string | undefined> {
	const held = credentials.value;
	if (held?.kind !== "tokens") return undefined;
	try {
		const { refreshToken } = held;
		const tokens = await post("/sign-in/refresh", { refreshToken });
		// Who has signed out meanwhile stays so.
		if (credentials.value !== held) return tokenOf(credentials.value);
		keepTokens(tokens, held.email);
		return tokens.idToken;
	} catch (error) {
		if (!(error instanceof HomeError) || error.code !== "sign_in_refused")
			throw error;
		if (credentials.value === held) forget();
		return tokenOf(credentials.value);
	}
}

function keepTokens(
	{ idToken, refreshToken, expiresInSeconds }: Tokens,
	email: string,
): void {
	const expiresAt = Date.now() + expiresInSeconds * 1000;
	keep({ kind: "tokens", idToken, refreshToken, expiresAt, email });
}

async function post(path: string, body: object): Promise<Tokens> {
	const response = await reach(path, {
		method: "POST",
		headers: { "Content-Type": "application/json" },
		body: JSON.stringify(body),
	});
	if (!response.ok) throw await readProblem(response);
	return (await response.json()) as Tokens;
}
