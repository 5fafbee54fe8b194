import { credentials, forget, keep } from "./credentials";
import { HomeError, readProblem } from "./home-error";

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
		const response = await fetch("/api/v1/sign-in");
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
 * Signs in, for this tab.
 *
 * @throws {HomeError} if the home refuses
 */
export async function signIn(email: string, password: string): Promise<void> {
	keepTokens(await post("/api/v1/sign-in", { email, password }), email);
}

/** What requests carry; a token that is about to end is renewed first. */
export async function freshToken(): Promise<string | undefined> {
	const held = credentials.value;
	if (held === undefined) return undefined;
	if (held.kind === "key") return held.key;
	return Date.now() < held.expiresAt - RENEWAL_MS ? held.idToken : renewToken();
}

let renewal: Promise<string | undefined> | undefined;

/**
 * A new token, once for all requests that want one; none, and signed out, where the home refuses. One that
 * cannot answer now has refused nothing.
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
		const tokens = await post("/api/v1/sign-in/refresh", {
			refreshToken: held.refreshToken,
		});
		keepTokens(tokens, held.email);
		return tokens.idToken;
	} catch (error) {
		if (!(error instanceof HomeError) || error.status !== 401) throw error;
		forget();
		return undefined;
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
	let response: Response;
	try {
		response = await fetch(path, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify(body),
		});
	} catch {
		throw new HomeError(0, "unreachable", "The home does not answer.");
	}
	if (!response.ok) throw await readProblem(response);
	return (await response.json()) as Tokens;
}
