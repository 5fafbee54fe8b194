import type { JobHome } from "../ports/home";
import { templateIdOf } from "./plan-template";
import {
	noSettleCounts,
	type SettleCounts,
	type SettleOptions,
	settleTemplates,
	TEMPLATES_PER_COMMIT,
} from "./settle-templates";

const ERASING: SettleOptions = {
	relearn: true,
	for: "erasure",
	perCommit: TEMPLATES_PER_COMMIT.learned,
};

/** Patterns looked up at once. */
const LOOK_UP = 500;

/**
 * Makes the templates of these patterns hold nothing that was learned from users who are forgotten
 * as their examples ({@link forgetUser}), for an erasure to call once its delta is merged: each is
 * learned anew, retired where its pattern no longer qualifies, and removed where the pattern is
 * gone. Makes no new ones. Safe to repeat and to interrupt.
 */
export async function refreshTemplates(
	home: JobHome,
	patterns: readonly string[],
): Promise<SettleCounts> {
	const counts = noSettleCounts();
	for (let from = 0; from < patterns.length; from += LOOK_UP) {
		const names = patterns.slice(from, from + LOOK_UP);
		const templates = await home.store.readTemplates(names.map(templateIdOf));
		const affected = [...templates.values()].map(({ pattern }) => pattern);
		await settleTemplates(home, affected.sort(), ERASING, counts);
	}
	return counts;
}
