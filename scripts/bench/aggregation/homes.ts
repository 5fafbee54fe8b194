import { hash } from "node:crypto";
import { statSync } from "node:fs";
import {
	type Analytics,
	type AnalyticsStore,
	createAnalytics,
	parseSettings,
	type WireEvent,
} from "@ffmpeg-analytics/core";
// biome-ignore lint/correctness/noUndeclaredDependencies: functions' own package, beside its code
import { Firestore } from "@google-cloud/firestore";
import { createFirestoreStore } from "../../../functions/src/firestore-store";
import { COLLECTIONS } from "../../../functions/src/store/collections";
import { fromEventDocument } from "../../../functions/src/store/event-document";
import { openSqliteStore } from "../../../local/src/sqlite-store";
import type { Cost } from "./cost.ts";
import { eventBytesOnFirestore } from "./firestore-size.ts";

/** Where a stream is replayed. */
export type HomePlace =
	| { readonly kind: "sqlite"; readonly file: string }
	| {
			readonly kind: "firestore";
			/** Where the offline Firestore's clock is set and its counters are asked for. */
			readonly control: string;
			readonly projectId: string;
	  };

/** A store on its real database, on a simulated clock. */
export interface BenchHome {
	readonly store: AnalyticsStore;
	/** Epoch ms; never before what it was. */
	setClock(now: number): Promise<void>;
	/** What was billed so far; nothing where nothing is. */
	cost(): Promise<Cost>;
	/** Every stored event, as one who has only the events must read them; a read each. */
	scan(): Promise<WireEvent[]>;
	/**
	 * What the database stores for each of so many events, bytes: SQLite's file with all that is in it,
	 * or the events with their index entries by Firestore's rules.
	 */
	bytesPerEvent(events: number): Promise<number>;
	/** Takes events out of the database's way behind the store's back. */
	forget(eventIds: readonly string[]): Promise<void>;
	close(): Promise<void>;
}

/** As both homes have it by default. */
export const SHARD_COUNT = 8;

/** As functions/src/settings.ts has it; SQLite needs none. */
export const FIRESTORE_LAG_MS = 60_000;

const SCAN_PAGE = 1_000;
const FORGET_BATCH = 500;
/** Events whose size is taken for that of all. */
const SIZE_SAMPLE = 1_000;

/** Opens the store that a home of this kind has, with the settings that it has by default. */
export async function openBenchHome(place: HomePlace): Promise<BenchHome> {
	return place.kind === "sqlite"
		? openSqlite(place.file)
		: openFirestore(place);
}

/** The use cases over a home, with the default settings. `now` is epoch ms. */
export function openAnalytics(
	{ store }: Pick<BenchHome, "store">,
	now: () => number,
): Analytics {
	return createAnalytics({
		store,
		settings: parseSettings({}, { aggregationLagSeconds: 0 }).analytics,
		now,
		digest: (text) => hash("sha256", text, "hex"),
	});
}

function openSqlite(file: string): BenchHome {
	const store = openSqliteStore({ file, shardCount: SHARD_COUNT });
	return {
		store,
		setClock: async () => {},
		cost: async () => ({}),
		async scan() {
			const events: WireEvent[] = [];
			let after: string | undefined;
			do {
				const page = await store.listRecent({ limit: SCAN_PAGE, after });
				events.push(...page.items);
				after = page.next;
			} while (after !== undefined);
			return events;
		},
		bytesPerEvent: async (events) => bytesOf(file) / events,
		forget: () => Promise.reject(new Error("nothing stands in SQLite's way")),
		close: () => store.close(),
	};
}

/** With the log, which at most doubles what it changes. */
function bytesOf(file: string): number {
	return [file, `${file}-wal`]
		.map((path) => statSync(path, { throwIfNoEntry: false })?.size ?? 0)
		.reduce((sum, size) => sum + size, 0);
}

async function openFirestore({
	control,
	projectId,
}: Extract<HomePlace, { kind: "firestore" }>): Promise<BenchHome> {
	const ask = async (path: string): Promise<unknown> =>
		(await fetch(`http://${control}${path}`)).json();
	process.env.FIRESTORE_EMULATOR_HOST = String(await ask("/address"));
	// There is no metadata server to be asked for credentials.
	process.env.METADATA_SERVER_DETECTION = "none";
	const firestore = new Firestore({ projectId });
	const store = createFirestoreStore({
		firestore,
		shardCount: SHARD_COUNT,
		lagMs: FIRESTORE_LAG_MS,
	});
	const events = firestore.collection(COLLECTIONS.events);
	return {
		store,
		setClock: async (now) => {
			await ask(`/clock?now=${now}`);
		},
		cost: async () => (await ask(`/counters?project=${projectId}`)) as Cost,
		scan: async () => (await events.get()).docs.map(fromEventDocument),
		async bytesPerEvent() {
			const { items } = await store.listRecent({ limit: SIZE_SAMPLE });
			const sizes = items.map(eventBytesOnFirestore);
			return sizes.reduce((sum, bytes) => sum + bytes, 0) / sizes.length;
		},
		async forget(eventIds) {
			for (let from = 0; from < eventIds.length; from += FORGET_BATCH) {
				const batch = firestore.batch();
				for (const id of eventIds.slice(from, from + FORGET_BATCH))
					batch.delete(events.doc(id));
				await batch.commit();
			}
		},
		close: () => firestore.terminate(),
	};
}
