import { hash } from "node:crypto";
import {
	createApp,
	createMemoryHitCounter,
	type VerifyToken,
} from "@ffmpeg-analytics/api";
import {
	type Analytics,
	createAnalytics,
	type Settings,
} from "@ffmpeg-analytics/core";
import { initializeApp } from "firebase-admin/app";
import { type Auth, getAuth } from "firebase-admin/auth";
import { getFirestore } from "firebase-admin/firestore";
import { version } from "../package.json";
import { createFirestoreStore } from "./firestore-store";
import { log } from "./log";
import { roleOf } from "./role-of";

/** Everything that the functions bind to. */
export interface Home {
	readonly analytics: Analytics;
	readonly app: ReturnType<typeof createApp>;
}

/**
 * Puts the home together. Opens no connection: Firestore is reached with the first call. This is
 * the module that brings the heavy packages in, so import it only where a function runs.
 */
export function openHome(settings: Settings): Home {
	const firebase = initializeApp();
	const store = createFirestoreStore({
		firestore: getFirestore(firebase),
		shardCount: settings.analytics.shardCount,
		lagMs: settings.aggregationLagMs,
	});
	const analytics = createAnalytics({
		store,
		settings: settings.analytics,
		now: () => Date.now(),
		digest: (text) => hash("sha256", text, "hex"),
	});
	const app = createApp({
		analytics,
		access: settings.access,
		hitCounter: createMemoryHitCounter(() => Date.now()),
		now: () => Date.now(),
		verifyToken: tokenVerifier(getAuth(firebase)),
		// Google's front end stands between every caller and this process.
		trustLoopback: false,
		trustedProxies: 1,
		candidateMinima: settings.analytics,
		log,
		version,
	});
	return { analytics, app };
}

/** What Auth answers where the token, not Auth, is to blame. */
const REFUSALS: ReadonlySet<unknown> = new Set([
	"auth/argument-error",
	"auth/id-token-expired",
	"auth/id-token-revoked",
	"auth/invalid-id-token",
	"auth/user-disabled",
	"auth/user-not-found",
]);

/** Asks Auth, so that a revoked token or a disabled account is refused at once. */
function tokenVerifier(auth: Auth): VerifyToken {
	return async (idToken) => {
		try {
			return roleOf(await auth.verifyIdToken(idToken, true));
		} catch (error) {
			if (error instanceof Error && "code" in error && REFUSALS.has(error.code))
				return undefined;
			throw error;
		}
	};
}
