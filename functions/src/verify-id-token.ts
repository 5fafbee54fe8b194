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
		if (error instanceof Error && "code" in error && REFUSALS.has(error.code))
			return undefined;
		throw error;
	}
};

/** What Auth answers where the token, not Auth, is to blame. */
const REFUSALS: ReadonlySet<unknown> = new Set([
	"auth/argument-error",
	"auth/id-token-expired",
	"auth/id-token-revoked",
	"auth/invalid-id-token",
	"auth/user-disabled",
	"auth/user-not-found",
]);
