import { signal } from "@preact/signals";
import { credentials, forget, tokenOf } from "./credentials";
import { readProblem } from "./home-error";
import { authorization, reach } from "./reach";
import { freshToken, renewToken } from "./sign-in";

/** Whether whoever is here has to sign in first: with nothing yet, or because the home refuses what it was given. */
export const signInNeeded = signal<"no" | "first" | "again">("no");

/**
 * Asks the home for what an address of `/api/v1` answers. Credentials that the home refuses are forgotten.
 *
 * @throws {HomeError} if there is no answer, or one that is no success
 */
export async function ask<Answer>(
	path: string,
	signal?: AbortSignal,
): Promise<Answer> {
	let token = await freshToken();
	let response = await send(path, token, signal);
	// A token may have ended before its time.
	if (response.status === 401 && credentials.value?.kind === "tokens") {
		token = await renewToken();
		response = await send(path, token, signal);
	}
	if (response.ok) return (await response.json()) as Answer;
	if (response.status === 401 && token === tokenOf(credentials.value)) {
		signInNeeded.value = token === undefined ? "first" : "again";
		forget();
	}
	throw await readProblem(response);
}

const send = (
	path: string,
	token: string | undefined,
	signal: AbortSignal | undefined,
) => reach(path, { headers: authorization(token) }, signal);
