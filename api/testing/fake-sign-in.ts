import type { SignIn, SignInOutcome } from "../src/access/sign-in";

export const EMAIL = "ada@example.com";
export const PASSWORD = "password-of-ada";
export const REFRESH_TOKEN = "refresh-token-of-ada";

const signedIn: SignInOutcome = {
	kind: "signedIn",
	idToken: "id-token-of-ada",
	refreshToken: REFRESH_TOKEN,
	expiresInSeconds: 3_600,
};

/** Knows one account. */
export const fakeSignIn: SignIn = {
	withPassword: async (email, password) =>
		email === EMAIL && password === PASSWORD ? signedIn : { kind: "refused" },
	withRefreshToken: async (refreshToken) =>
		refreshToken === REFRESH_TOKEN ? signedIn : { kind: "refused" },
};
