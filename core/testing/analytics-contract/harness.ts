import { createHash } from "node:crypto";
import fc from "fast-check";
import { type Analytics, createAnalytics } from "../../src/analytics";
import type { StoredEvent } from "../../src/event/stored-event";
import type { WireEvent } from "../../src/event/wire-event";
import type { AnalyticsStore } from "../../src/ports/store";
import type { OperationSequencePattern } from "../../src/reports/sequences";
import { HISTORY_NOW, histories } from "../histories";

/** A store on its real database, fresh and empty. */
export interface OpenedStore {
	readonly store: AnalyticsStore;
	close(): Promise<void>;
}

/** How much the suite draws; stores behind a wire are slower. */
export interface ContractSize {
	readonly runs: number;
	readonly events: number;
}

/** What a group of the contract's tests gets. */
export interface Contract {
	readonly size: ContractSize;
	/** Runs a test on a store of its own, of {@link SHARD_COUNT} shards unless told otherwise. */
	withStore(
		test: (store: AnalyticsStore) => Promise<void>,
		shardCount?: number,
	): Promise<void>;
}

/** How many shards the contract's databases have. */
export const SHARD_COUNT = 3;

/** What fewer users had stays out of the contract's templates. */
export const MIN_USERS_PER_VALUE = 3;

export const DAY_MS = 86_400_000;

export const RETENTION_MS = 365 * DAY_MS;

/** A query that leaves no pattern out. */
export const EVERYTHING = {
	minFrequency: 1,
	minSuccessRate: 0,
	minLength: 2,
	maxLength: 6,
	candidates: false,
	limit: 1_000,
} as const;

/** The use cases over a store at a fixed time. */
export function analyticsOn(
	store: AnalyticsStore,
	now: number,
	shardCount = SHARD_COUNT,
): Analytics {
	return createAnalytics(homeOn(store, now, shardCount));
}

/** What a home gives, at a fixed time. */
export function homeOn(
	store: AnalyticsStore,
	now: number,
	shardCount = SHARD_COUNT,
) {
	return {
		store,
		settings: {
			retentionMs: RETENTION_MS,
			sessionGapMs: 10 * 60_000,
			shardCount,
			templateMinFrequency: 5,
			templateMinSuccessRate: 0.8,
			templateMinUsersPerValue: MIN_USERS_PER_VALUE,
		},
		now: () => now,
		digest: (text: string) => createHash("sha256").update(text).digest("hex"),
	};
}

/** Every pattern, page by page. */
export async function allSequences(
	analytics: Analytics,
	pageSize = 7,
): Promise<OperationSequencePattern[]> {
	const all: OperationSequencePattern[] = [];
	let pageToken: string | undefined;
	do {
		const page = await analytics.sequences({
			...EVERYTHING,
			limit: pageSize,
			pageToken,
		});
		all.push(...page.sequences);
		pageToken = page.nextPageToken;
	} while (pageToken !== undefined);
	return all;
}

/** A pattern's figures as the vectors list them. */
export function vectorForm(sequence: OperationSequencePattern) {
	const {
		operations,
		frequency,
		sessionCount,
		avgDuration,
		successRate,
		userCount,
	} = sequence;
	return {
		operations,
		frequency,
		sessionCount,
		avgDuration,
		successRate,
		userCount,
	};
}

/** A valid event of one user. */
export function rawEvent(id: string, type: string, timestamp: number) {
	return {
		id,
		timestamp,
		userId: "a".repeat(64),
		platform: "mcp",
		operation: {
			type,
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: "{}",
			fileSize: 1,
		},
		metrics: { success: true, processingTime: 10 },
	};
}

/** Cuts a list into batches. */
export function inBatches<T>(items: readonly T[], size: number): T[][] {
	const batches: T[][] = [];
	for (let at = 0; at < items.length; at += size)
		batches.push(items.slice(at, at + size));
	return batches;
}

/** How many inputs of a property are tried at the same time, each on a store of its own. */
const LANES = 4;

/**
 * Checks a property on so many random inputs. Several are tried at a time, as a store behind a wire
 * is mostly waited for; each lane has a seed of its own, which a failure names.
 */
export async function assertInLanes<Inputs>(
	property: fc.IAsyncProperty<Inputs>,
	runs: number,
): Promise<void> {
	const lanes = Array.from({ length: Math.min(LANES, runs) }, (_, lane) =>
		fc.assert(property, { numRuns: Math.ceil((runs - lane) / LANES) }),
	);
	// A failure is told when the others have ended, or they would run on into the next test.
	for (const outcome of await Promise.allSettled(lanes))
		if (outcome.status === "rejected") throw outcome.reason;
}

/** Runs a test on what random histories, counted to the end, have left behind. */
export function onCountedHistories({ size, withStore }: Contract) {
	return (
		expectation: (
			analytics: Analytics,
			history: readonly WireEvent[],
		) => Promise<void>,
	): Promise<void> =>
		assertInLanes(
			fc.asyncProperty(histories(size.events), (history) =>
				withStore(async (store) => {
					const analytics = analyticsOn(store, HISTORY_NOW);
					for (const batch of inBatches(history, MAX_BATCH))
						await analytics.ingest(batch);
					await analytics.aggregate();
					await expectation(analytics, history);
				}),
			),
			Math.ceil(size.runs / 4),
		);
}

const MAX_BATCH = 500;

/** Every stored event that matches the filter, the latest first, page by page. */
export async function everyEvent(
	analytics: Analytics,
	limit = 1_000,
	filter: object = {},
): Promise<StoredEvent[]> {
	const events: StoredEvent[] = [];
	let after: string | undefined;
	do {
		const page = await analytics.operations({ limit, after, ...filter });
		expect(page.items.length).toBeLessThanOrEqual(limit);
		events.push(...page.items);
		after = page.next;
	} while (after !== undefined);
	return events;
}
