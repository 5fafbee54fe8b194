import type { JobHome } from "../ports/home";
import {
	noSettleCounts,
	type SettleCounts,
	settleTemplates,
	TEMPLATES_PER_COMMIT,
} from "./settle-templates";

/**
 * Makes templates hold nothing of a user who was taken out of the totals, and forgotten as an example
 * ({@link forgetUser}): those that may have been learned from them are learned anew, others get the
 * figures of now, a pattern that no longer qualifies has its template retired, and one that is gone
 * has it removed. Makes no new ones. Safe to repeat and to interrupt: what is to be done follows from
 * the totals alone, whoever changed them. Begins nothing after `deadline` (epoch ms).
 */
export async function refreshTemplates(
	home: JobHome,
	deadline: number = Number.POSITIVE_INFINITY,
): Promise<SettleCounts & { readonly complete: boolean }> {
	const counts = noSettleCounts();
	const templates = await home.store.listTemplates();
	const patterns = templates.map(({ pattern }) => pattern);
	const perCommit = TEMPLATES_PER_COMMIT.learned;
	for (let from = 0; from < patterns.length; from += perCommit) {
		if (home.now() > deadline) return { ...counts, complete: false };
		const names = patterns.slice(from, from + perCommit);
		await settleTemplates(home, names, { for: "erasure", perCommit }, counts);
	}
	return { ...counts, complete: true };
}
