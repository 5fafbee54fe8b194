import type { AppendOutcome, StoredEvent } from "@ffmpeg-analytics/core";
import type { DocumentReference } from "@google-cloud/firestore";
import { MAX_COMMIT_BYTES, SizedBatch, sizeOf, withinTime } from "./commit";
import { toEventDocument } from "./event-document";
import { eventReference } from "./event-position";
import type { StoreContext } from "./store-context";
import { GRPC, grpcStatusOf, isTransient } from "./store-errors";

/** Commits of one batch, each without the events that turned out to be there already. */
const MAX_ROUNDS = 4;

/** A new event on its way into the store. */
interface Entry {
	readonly reference: DocumentReference;
	readonly document: ReturnType<typeof toEventDocument>;
}

const STORED: AppendOutcome = { status: "stored" };
const UNKNOWN: AppendOutcome = { status: "unknown" };

/**
 * Creates the events, one write each and no read: in one commit, or in several where they are too
 * large for one. Only where one of them is there already are they looked up, a read each.
 */
export async function appendEvents(
	context: StoreContext,
	events: readonly StoredEvent[],
): Promise<AppendOutcome[]> {
	const entries = events.map((event) => ({
		reference: eventReference(context.firestore, event.id),
		document: toEventDocument(event),
	}));
	const outcomes = await Promise.all(
		inCommits(entries).map((commit) => appendCommit(context, commit)),
	);
	return outcomes.flat();
}

/** All of them within the time of one commit; what is not certain by then is `unknown`. */
async function appendCommit(
	{ firestore, commitTimeoutMs }: StoreContext,
	entries: readonly Entry[],
): Promise<AppendOutcome[]> {
	const deadline = performance.now() + commitTimeoutMs;
	const timeLeft = () => Math.max(0, deadline - performance.now());
	const outcomes = new Map<Entry, AppendOutcome>();
	let missing = entries;
	for (let round = 0; round < MAX_ROUNDS && missing.length > 0; round++) {
		const batch = new SizedBatch(firestore);
		for (const { reference, document } of missing)
			batch.create(reference, { ...document });
		try {
			await batch.commit(timeLeft());
			for (const entry of missing) outcomes.set(entry, STORED);
			break;
		} catch (error) {
			if (isTransient(error)) break;
			if (grpcStatusOf(error) !== GRPC.alreadyExists) throw error;
		}
		// Also where this very commit was executed before, and its answer lost: then `exists` with
		// the same content is what the caller needs to know.
		try {
			const found = await withinTime(
				findExisting(firestore, missing),
				timeLeft(),
			);
			for (const [entry, outcome] of found) outcomes.set(entry, outcome);
		} catch (error) {
			if (isTransient(error)) break;
			throw error;
		}
		missing = missing.filter((entry) => !outcomes.has(entry));
	}
	return entries.map((entry) => outcomes.get(entry) ?? UNKNOWN);
}

async function findExisting(
	firestore: StoreContext["firestore"],
	entries: readonly Entry[],
): Promise<Map<Entry, AppendOutcome>> {
	const snapshots = await firestore.getAll(
		...entries.map(({ reference }) => reference),
		{ fieldMask: ["contentHash", "sanitizerVersion"] },
	);
	const found = new Map<Entry, AppendOutcome>();
	for (const [index, entry] of entries.entries()) {
		const snapshot = snapshots[index];
		if (snapshot?.exists !== true) continue;
		found.set(entry, {
			status: "exists",
			contentHash: snapshot.get("contentHash") as string,
			sanitizerVersion: snapshot.get("sanitizerVersion") as number,
		});
	}
	return found;
}

/** Cuts the list so that each part fits into a commit. */
function inCommits(entries: readonly Entry[]): Entry[][] {
	const commits: Entry[][] = [];
	let bytes = Number.POSITIVE_INFINITY;
	for (const entry of entries) {
		// Twice what the fields take covers names and preconditions by far.
		const size = 2 * sizeOf(entry.document);
		if (bytes + size > MAX_COMMIT_BYTES) {
			commits.push([]);
			bytes = 0;
		}
		bytes += size;
		commits.at(-1)?.push(entry);
	}
	return commits;
}
