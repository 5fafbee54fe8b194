import type { VerifyToken } from "@ffmpeg-analytics/api";
import { openFirebaseApp } from "./firebase-app";
import { isJsonWebToken } from "./json-web-token";
import { roleOf } from "./role-of";

/** Asks Auth, so that a revoked token or a disabled account is refused at once. */
export const verifyIdToken: VerifyToken = async (idToken) => {
	if (!isJsonWebToken(idToken)) return undefined;
	const [app, { getAuth }] = await Promise.all([
		openFirebaseApp(),
		import("firebase-admin/auth"),
	]);
	try {
		return roleOf(await getAuth(app).verifyIdToken(idToken, true));
	} catch (error) {
		if (isRefusal(error)) return undefined;
		throw error;
	}
};

/** Whether the token, and not Auth, is to blame. */
function isRefusal(error: unknown): boolean {
	if (!(error instanceof Error && "code" in error)) return false;
	if (error.code === "auth/argument-error")
		return BAD_TOKEN.test(error.message);
	return REFUSALS.has(error.code);
}

const REFUSALS: ReadonlySet<unknown> = new Set([
	"auth/id-token-expired",
	"auth/id-token-revoked",
	"auth/invalid-id-token",
	"auth/user-disabled",
	"auth/user-not-found",
]);

/**
 * How firebase-admin begins to say what is wrong with a token. Keys that cannot be fetched have the
 * code of a bad token, without a cause that would tell them apart, and a message that is the network's.
 * What a token holds stands further behind in the message, if at all.
 */
const BAD_TOKEN =
	/^(Firebase ID token has |verifyIdToken\(\) expects |Decoding Firebase ID token failed)/;
