import type { JobHome } from "../ports/home";
import {
	noSettleCounts,
	type SettleCounts,
	settleTemplates,
	TEMPLATES_PER_COMMIT,
} from "./settle-templates";

/**
 * Makes templates hold nothing of a user who was taken out of the totals, and forgotten as an example
 * ({@link forgetUser}): those that may have been learned from him are learned anew, others get the
 * figures of now, a pattern that no longer qualifies has its template retired, and one that is gone
 * has it removed. Makes no new ones. Safe to repeat and to interrupt: what is to be done follows from
 * the totals alone, whoever changed them.
 */
export async function refreshTemplates(home: JobHome): Promise<SettleCounts> {
	const counts = noSettleCounts();
	const templates = await home.store.listTemplates();
	await settleTemplates(
		home,
		templates.map(({ pattern }) => pattern),
		{ for: "erasure", perCommit: TEMPLATES_PER_COMMIT.learned },
		counts,
	);
	return counts;
}
