export { describeAnalyticsContract } from "./analytics-contract";
export { expectEqualToBatch } from "./analytics-contract/equality";
export {
	allSequences,
	analyticsOn,
	assertInLanes,
	type OpenedStore,
	SHARD_COUNT,
} from "./analytics-contract/harness";
export { EVENT_TIME, storedEvent, userIdIn } from "./events";
export { HISTORY_NOW, histories } from "./histories";
export { naivePatterns, naiveUsage } from "./naive-totals";
export { describeStoreContract } from "./store-contract";
export type { OpenStoreHarness, StoreHarness } from "./store-contract/harness";
export { describeVectorsOverHttp } from "./vectors-over-http";
