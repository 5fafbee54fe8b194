import type { RequestHandler } from "express";
import { createRequestLimit, type RequestLimitOptions } from "./request-limit";

/**
 * Attempts to sign in that may fail in a minute, by address: a person who has forgotten a password stays
 * below it, and who guesses gets nowhere. Behind a front end that hides addresses, all share it: a guesser
 * then keeps others from signing in, but not those who are, nor those who have a key.
 */
export const MAX_FAILED_SIGN_INS = 10;

/**
 * Limits the passwords that may be tried at the path that it is mounted at. What is asked there besides,
 * or below it, passes: nobody guesses a refresh token.
 */
export function createSignInLimit(
	options: Omit<RequestLimitOptions, "name" | "limit" | "failuresOnly">,
): RequestHandler {
	const limit = createRequestLimit({
		...options,
		name: "attempts",
		limit: MAX_FAILED_SIGN_INS,
		failuresOnly: true,
	});
	return (request, response, next) =>
		request.method === "POST" && request.path === "/"
			? limit(request, response, next)
			: next();
}
