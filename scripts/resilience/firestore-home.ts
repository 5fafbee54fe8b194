import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp, createMemoryHitCounter } from "../../api/src/index.ts";
import { createAnalytics, parseSettings } from "../../core/src/index.ts";
import {
	type FirestoreHarness,
	openFirestoreHarness,
} from "../../functions/testing/firestore-harness.ts";

/** The HTTP app over a new Firestore database, in this process. */
export interface FirestoreHome {
	/** Without a slash at the end. */
	readonly url: string;
	readonly port: number;
	/** May do everything. */
	readonly key: string;
	readonly proxy: FirestoreHarness["proxy"];
	/** What was logged as an error, and rejections that nobody handled. */
	complaints(): readonly unknown[];
	close(): Promise<void>;
}

const KEY = "the-key-of-these-tests";

const SETTINGS = {
	INGEST_KEYS: KEY,
	ADMIN_KEYS: KEY,
	RATE_LIMIT_PER_MINUTE: "1000000",
	RATE_LIMIT_EVENTS_PER_MINUTE: "100000000",
};

/** Starts one; commits have half of `lagMs` for themselves. */
export async function openFirestoreHome(lagMs: number): Promise<FirestoreHome> {
	const complaints: unknown[] = [];
	const complain = (...what: unknown[]) => void complaints.push(what);
	process.on("unhandledRejection", complain);
	const { analytics, access } = parseSettings(SETTINGS, {
		aggregationLagSeconds: lagMs / 1_000,
	});
	const harness = await openFirestoreHarness(analytics.shardCount, lagMs);
	const app = createApp({
		analytics: createAnalytics({
			store: harness.store,
			settings: analytics,
			now: () => Date.now(),
			digest: (text) => createHash("sha256").update(text).digest("hex"),
		}),
		access,
		hitCounter: createMemoryHitCounter(() => Date.now()),
		now: () => Date.now(),
		trustLoopback: false,
		trustedProxies: 0,
		log: { warn: () => undefined, error: complain },
		version: "test",
	});
	const server = createServer(app).listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		port,
		key: KEY,
		proxy: harness.proxy,
		complaints: () => complaints,
		async close() {
			process.off("unhandledRejection", complain);
			server.closeAllConnections();
			server.close();
			await harness.close();
		},
	};
}
