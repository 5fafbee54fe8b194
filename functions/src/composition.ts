import { hash, randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
	createApp,
	createMemoryHitCounter,
	type HitCounter,
} from "@ffmpeg-analytics/api";
import {
	type Analytics,
	createAnalytics,
	createFanOut,
	type FanOut,
} from "@ffmpeg-analytics/core";
import { Firestore } from "@google-cloud/firestore";
import { version } from "../package.json";
import { createCloudTasksQueue } from "./cloud-tasks";
import { createFirestoreStore } from "./firestore-store";
import { createIdentityToolkit } from "./identity-toolkit";
import { log } from "./log";
import { createFirestoreHitCounter } from "./rate-limits/firestore-hit-counter";
import type { HomeSettings } from "./settings";
import { verifyAppCheck } from "./verify-app-check";
import { verifyIdToken } from "./verify-id-token";

/** Everything that the functions bind to. */
export interface Home {
	readonly analytics: Analytics;
	/** Aggregation in tasks. */
	readonly fanOut: FanOut;
	readonly app: ReturnType<typeof createApp>;
}

/**
 * Puts the home together. Opens no connection: Firestore is reached with the first call. This is
 * the module that brings the heavy packages in, so import it only where a function runs.
 */
export function openHome(settings: HomeSettings): Home {
	const firestore = new Firestore();
	const store = createFirestoreStore({
		firestore,
		shardCount: settings.analytics.shardCount,
		lagMs: settings.aggregationLagMs,
	});
	const now = () => Date.now();
	const jobHome = { store, settings: settings.analytics, now };
	const analytics = createAnalytics({
		...jobHome,
		digest: (text) => hash("sha256", text, "hex"),
	});
	const fanOut = createFanOut({
		...jobHome,
		queue: createCloudTasksQueue(now),
		sleep,
	});
	const app = createApp({
		analytics,
		access: settings.access,
		hitCounter: createHitCounter(settings.rateLimitStore, firestore),
		now,
		verifyToken: verifyIdToken,
		signIn:
			settings.webApiKey === undefined
				? undefined
				: createIdentityToolkit({
						webApiKey: settings.webApiKey,
						emulatorHost: process.env.FIREBASE_AUTH_EMULATOR_HOST,
					}),
		verifyAppCheck: settings.appCheck ? verifyAppCheck : undefined,
		// Google's front end stands between every caller and this process.
		trustLoopback: false,
		trustedProxies: 1,
		candidateMinima: settings.analytics,
		log,
		version,
	});
	return { analytics, fanOut, app };
}

function createHitCounter(
	where: HomeSettings["rateLimitStore"],
	firestore: Firestore,
): HitCounter {
	const now = () => Date.now();
	if (where === "memory") return createMemoryHitCounter(now);
	return createFirestoreHitCounter({
		firestore,
		instance: randomBytes(4).toString("hex"),
		now,
		onError: (error) => log.warn("limits are not shared now", { error }),
	});
}
