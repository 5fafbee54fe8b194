import type { EmulatorSuite } from "./emulator-suite";

/** The password of every account. */
export const PASSWORD = "password-of-a-test";

/** An account of the Auth emulator. */
export interface Account {
	readonly idToken: string;
	/** Gives the account claims and answers an ID token that holds them. */
	withClaims(claims: object): Promise<string>;
	disable(): Promise<void>;
}

/** Signs up a new account, which has no claims. */
export async function signUp(
	{ authUrl, projectId }: Pick<EmulatorSuite, "authUrl" | "projectId">,
	email: string,
): Promise<Account> {
	const accounts = `${authUrl}/identitytoolkit.googleapis.com/v1/`;
	const signIn = async (call: string) =>
		post(`${accounts}accounts:${call}?key=any`, {
			email,
			password: PASSWORD,
			returnSecureToken: true,
		});
	const { idToken, localId } = await signIn("signUp");
	const update = (change: object) =>
		post(
			`${accounts}projects/${projectId}/accounts:update`,
			{ localId, ...change },
			// The emulator's administrator.
			{ Authorization: "Bearer owner" },
		);
	return {
		idToken: String(idToken),
		async withClaims(claims) {
			await update({ customAttributes: JSON.stringify(claims) });
			return String((await signIn("signInWithPassword")).idToken);
		},
		async disable() {
			await update({ disableUser: true });
		},
	};
}

async function post(
	url: string,
	body: object,
	headers: Readonly<Record<string, string>> = {},
): Promise<Record<string, unknown>> {
	const answer = await fetch(url, {
		method: "POST",
		headers: { "Content-Type": "application/json", ...headers },
		body: JSON.stringify(body),
	});
	if (!answer.ok)
		throw new Error(`Auth answered ${answer.status}: ${await answer.text()}`);
	return (await answer.json()) as Record<string, unknown>;
}
