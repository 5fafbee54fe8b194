import type { AnalyticsSettings } from "../settings";
import type { AnalyticsStore } from "./store";

/** What a home gives to the jobs. */
export interface JobHome {
	readonly store: AnalyticsStore;
	readonly settings: AnalyticsSettings;
	/** Epoch ms. */
	readonly now: () => number;
}
