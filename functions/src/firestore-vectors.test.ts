import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createApp, createMemoryHitCounter } from "@ffmpeg-analytics/api";
import { createAnalytics } from "@ffmpeg-analytics/core";
import { describeVectorsOverHttp } from "@ffmpeg-analytics/core/testing";
import { openFirestoreHarness } from "../testing/firestore-harness";
import { readSettings } from "./settings";

const KEY = "a-key-for-everything";

describeVectorsOverHttp(
	"the Firebase home's app over Firestore",
	async (now) => {
		const settings = readSettings({
			INGEST_KEYS: KEY,
			ADMIN_KEYS: KEY,
			AGGREGATION_LAG_SECONDS: "0",
			FIRESTORE_EMULATOR_HOST: process.env.FIRESTORE_EMULATOR_HOST,
		});
		const { shardCount } = settings.analytics;
		const { store, close } = await openFirestoreHarness(shardCount);
		const app = createApp({
			analytics: createAnalytics({
				store,
				settings: settings.analytics,
				now: () => now,
				digest: (text) => createHash("sha256").update(text).digest("hex"),
			}),
			access: settings.access,
			hitCounter: createMemoryHitCounter(() => now),
			now: () => now,
			trustLoopback: false,
			trustedProxies: 0,
			log: { warn: () => undefined, error: () => undefined },
			version: "test",
		});
		const server = createServer(app).listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		return {
			url: `http://127.0.0.1:${port}`,
			headers: { Authorization: `Bearer ${KEY}` },
			async close() {
				server.closeAllConnections();
				server.close();
				await close();
			},
		};
	},
);
