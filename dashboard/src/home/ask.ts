import { signal } from "@preact/signals";
import { credentials } from "./credentials";
import { HomeError, readProblem } from "./home-error";
import { freshToken, renewToken } from "./sign-in";

/** Whether the home has refused to answer whoever is here. */
export const isSignInNeeded = signal(false);

/** An answer that takes longer is given up, ms. */
const TIMEOUT_MS = 30_000;

/**
 * Asks the home for what an address of `/api/v1` answers.
 *
 * @throws {HomeError} if there is no answer, or one that is no success
 */
export async function ask<Answer>(
	path: string,
	signal?: AbortSignal,
): Promise<Answer> {
	let response = await send(path, await freshToken(), signal);
	// A token may have ended before its time.
	if (response.status === 401 && credentials.value?.kind === "tokens")
		response = await send(path, await renewToken(), signal);
	if (response.ok) return (await response.json()) as Answer;
	if (response.status === 401) isSignInNeeded.value = true;
	throw await readProblem(response);
}

async function send(
	path: string,
	token: string | undefined,
	signal: AbortSignal | undefined,
): Promise<Response> {
	const timeout = AbortSignal.timeout(TIMEOUT_MS);
	try {
		return await fetch(`/api/v1${path}`, {
			headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
			signal:
				signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
		});
	} catch (error) {
		if (signal?.aborted) throw error;
		throw new HomeError(
			0,
			"unreachable",
			timeout.aborted
				? `The home did not answer within ${TIMEOUT_MS / 1000} seconds.`
				: "The home does not answer. Is it still running?",
		);
	}
}
