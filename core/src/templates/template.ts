/**
 * A sequence worth repeating in one call. Retired, not deleted, when its pattern no longer
 * qualifies.
 */
export interface TemplateRecord {
	/** The pattern in the form of a slug; stable. */
	readonly id: string;
	readonly pattern: string;
	/** What a person would call it. */
	readonly name: string;
	readonly operations: readonly string[];
	readonly status: "active" | "retired";
	readonly evidence: {
		/** Occurrences. */
		readonly frequency: number;
		/** 0 to 1. */
		readonly successRate: number;
		/** Wilson, 95 %. */
		readonly successRateLowerBound: number;
		/** Distinct users. */
		readonly userCount: number;
	};
	/** Mean over occurrences, ms. */
	readonly expectedDuration: number;
	/** Epoch ms. */
	readonly createdAt: number;
	/** Epoch ms: the run that last changed it. */
	readonly updatedAt: number;
}
