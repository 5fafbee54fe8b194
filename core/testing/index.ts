export { describeAnalyticsContract } from "./analytics-contract";
export type { OpenedStore } from "./analytics-contract/harness";
export { EVENT_TIME, storedEvent, userIdIn } from "./events";
export { naivePatterns, naiveUsage } from "./naive-totals";
export { describeStoreContract } from "./store-contract";
export type { OpenStoreHarness, StoreHarness } from "./store-contract/harness";
export { describeVectorsOverHttp } from "./vectors-over-http";
