import { HomeError } from "./home-error";

/** An answer that takes longer is given up, ms. */
const TIMEOUT_MS = 30_000;

/**
 * Sends a request to the home.
 *
 * @throws {HomeError} if there is no answer in time
 * @throws the signal's reason, if that was what ended it
 */
export async function reach(
	path: string,
	init: RequestInit = {},
	signal?: AbortSignal,
): Promise<Response> {
	const timeout = AbortSignal.timeout(TIMEOUT_MS);
	try {
		return await fetch(`/api/v1${path}`, {
			...init,
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

/** The header that a key or token goes in; none without one. */
export function authorization(token: string | undefined): HeadersInit {
	return token === undefined ? {} : { Authorization: `Bearer ${token}` };
}
