import type { StoredEvent } from "../event/stored-event";
import { UNSPECIFIED_WORKFLOW_TYPE } from "../event/wire-event";
import type { AnalyticsStore, Page, PageQuery } from "../ports/store";

/** Which operations to list; what is absent filters nothing. */
export interface OperationsQuery extends PageQuery {
	readonly outcome?: "succeeded" | "failed" | undefined;
	readonly errorCategory?: string | undefined;
	/** The operation type. */
	readonly operation?: string | undefined;
	readonly platform?: string | undefined;
	/** `unspecified` for operations without one. */
	readonly workflowType?: string | undefined;
}

/**
 * Stored events that one call looks at, at most: there is no index by what they are filtered by, so
 * that a rare filter would read them all.
 */
export const MAX_FILTERED_EVENTS = 2_000;

/** Lists stored events, the latest stored first; see `AnalyticsStore.listRecent`. */
export function listOperations(
	store: Pick<AnalyticsStore, "listRecent">,
	{ limit, after, ...filter }: OperationsQuery,
): Promise<Page<StoredEvent>> {
	const isFiltered = Object.values(filter).some((each) => each !== undefined);
	return store.listRecent({
		limit,
		after,
		...(isFiltered
			? {
					filter: {
						matches: (event) => matches(event, filter),
						maxExamined: MAX_FILTERED_EVENTS,
					},
				}
			: {}),
	});
}

function matches(
	{ platform, operation, metrics, context }: StoredEvent,
	filter: Omit<OperationsQuery, keyof PageQuery>,
): boolean {
	const { workflowType = UNSPECIFIED_WORKFLOW_TYPE } = context;
	return (
		isOrAny(metrics.success ? "succeeded" : "failed", filter.outcome) &&
		isOrAny(metrics.errorCategory, filter.errorCategory) &&
		isOrAny(operation.type, filter.operation) &&
		isOrAny(platform, filter.platform) &&
		isOrAny(workflowType, filter.workflowType)
	);
}

function isOrAny(
	value: string | undefined,
	wanted: string | undefined,
): boolean {
	return wanted === undefined || value === wanted;
}
