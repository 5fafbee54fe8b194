/** What a person who is signed in holds. */
export interface SignedIn {
	readonly kind: "signedIn";
	/** What calls carry as `Authorization: Bearer`. */
	readonly idToken: string;
	/** Gets the next ID token. */
	readonly refreshToken: string;
	/** How long the ID token is valid. */
	readonly expiresInSeconds: number;
}

/** What becomes of an attempt to sign in. */
export type SignInOutcome =
	| SignedIn
	/** Whether the account or the password is wrong, or the account disabled, is not told apart. */
	| { readonly kind: "refused" }
	/** The accounts' keeper has had enough of these attempts for now. */
	| { readonly kind: "tooMany" };

/**
 * Signs people in whom the home has accounts of; what they may do is their ID token's to say. Methods
 * answer within a bounded time, and reject only if it cannot be found out now.
 */
export interface SignIn {
	withPassword(email: string, password: string): Promise<SignInOutcome>;
	/** The next ID token. The refresh token that comes with it takes the place of the one given. */
	withRefreshToken(refreshToken: string): Promise<SignInOutcome>;
}
