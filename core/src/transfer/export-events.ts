import type { ErasedUsers } from "../ingest/erased-users";
import type { JobHome } from "../ports/home";
import type { EventWalk, Page } from "../ports/store";
import { type ExportedEvent, exportedEvent } from "./exported-event";

/** Events looked at for one page: bounds what an export holds in memory. */
export const EXPORT_PAGE_EVENTS = 1_000;

/** Which events are exported, and where the page begins. */
export type ExportQuery = Omit<EventWalk, "limit">;

/**
 * A page of the events that ended within the range, in the store's own order, which is the same every
 * time. A page may be empty and have a next one. Over all pages, each event that is stored from
 * beginning to end comes exactly once. What erasure has not deleted yet is left out.
 *
 * @throws {StoreUnavailableError} if the store is away
 */
export async function exportEvents(
	{ store, now }: Pick<JobHome, "store" | "now">,
	erasedUsers: ErasedUsers,
	query: ExportQuery,
): Promise<Page<ExportedEvent>> {
	await erasedUsers.refreshed(now());
	const page = await store.walkEvents({ ...query, limit: EXPORT_PAGE_EVENTS });
	return {
		...page,
		items: page.items
			.filter((event) => !erasedUsers.isErased(event.userId, event.timestamp))
			.map(exportedEvent),
	};
}
