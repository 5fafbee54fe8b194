import type { VerifyAppCheck } from "@ffmpeg-analytics/api";
import { openFirebaseApp } from "./firebase-app";
import { isJsonWebToken } from "./json-web-token";

/**
 * Checks a token's signature, audience, issuer and time by App Check's public keys, which are
 * fetched with the first token and kept for hours. What a token says of itself is looked at first, so
 * that nonsense fetches nothing.
 */
export const verifyAppCheck: VerifyAppCheck = async (token) => {
	if (!isJsonWebToken(token)) return false;
	const [app, { getAppCheck }] = await Promise.all([
		openFirebaseApp(),
		import("firebase-admin/app-check"),
	]);
	try {
		await getAppCheck(app).verifyToken(token);
		return true;
	} catch (error) {
		if (isRefusal(error)) return false;
		throw error;
	}
};

/**
 * Whether the token is to blame. Keys that cannot be fetched have the code of a bad token, and only
 * the error below tells them apart; a token that is refused for what it says has none.
 */
function isRefusal(error: unknown): boolean {
	if (!(error instanceof Error && "code" in error)) return false;
	if (error.code === "app-check/app-check-token-expired") return true;
	if (error.code !== "app-check/invalid-argument") return false;
	const { cause } = error;
	return cause === undefined || BAD_SIGNATURE.has(codeOf(cause));
}

const BAD_SIGNATURE: ReadonlySet<unknown> = new Set([
	"invalid-token",
	"no-matching-kid-error",
]);

function codeOf(error: unknown): unknown {
	return error instanceof Error && "code" in error ? error.code : undefined;
}
