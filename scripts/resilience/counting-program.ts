/**
 * Counts what is stored and not counted yet, in a process that does nothing else, so that the memory
 * it takes is that of counting. Takes its {@link CountingTask} as JSON and prints a
 * {@link CountingOutcome} as JSON.
 */
import type { AggregateCounts } from "@ffmpeg-analytics/core";
// biome-ignore lint/correctness/noUndeclaredDependencies: functions' own package, beside its code
import { Firestore } from "@google-cloud/firestore";
import { createFirestoreStore } from "../../functions/src/firestore-store";
import { openSqliteStore } from "../../local/src/sqlite-store";
import { openAnalytics } from "../bench/aggregation/homes";

/** Where the events are, and what time it is there, epoch ms. */
export interface CountingTask {
	readonly place:
		| { readonly file: string }
		/** On the Firestore of `FIRESTORE_EMULATOR_HOST`. */
		| { readonly projectId: string };
	readonly shardCount: number;
	readonly now: number;
}

/** What was counted, and the most memory that the process has ever had, bytes. */
export interface CountingOutcome {
	readonly counts: AggregateCounts;
	readonly peakBytes: number;
}

const BYTES_PER_KIB = 1_024;

// The program that started us is gone.
process.once("disconnect", () => process.exit(1));

const { place, shardCount, now } = JSON.parse(
	process.argv[2] ?? "",
) as CountingTask;
const store =
	"file" in place
		? openSqliteStore({ file: place.file, shardCount })
		: createFirestoreStore({
				firestore: new Firestore(place),
				shardCount,
				lagMs: 0,
			});
const counts = await openAnalytics({ store }, () => now).aggregate();
const outcome: CountingOutcome = {
	counts,
	peakBytes: process.resourceUsage().maxRSS * BYTES_PER_KIB,
};
process.stdout.write(JSON.stringify(outcome), () => process.exit(0));
