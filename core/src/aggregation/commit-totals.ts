import {
	type AnalyticsStore,
	StoreUnavailableError,
	type TotalsCommit,
	type TotalsHead,
} from "../ports/store";
import type { TotalsRecord } from "./totals";

/** The totals that a head was read with, without its version. */
export function totalsOf({ version: _, ...totals }: TotalsHead): TotalsRecord {
	return totals;
}

/** Commits lost to other runs before a change gives up. */
const MAX_CONFLICTS = 20;

/**
 * Changes the totals whoever else is changing them: computes the change anew from the latest head
 * until it is committed, or there is nothing to change.
 *
 * @throws {StoreUnavailableError} if others win every time
 */
export async function commitTotalsChange(
	store: AnalyticsStore,
	change: (head: TotalsHead) => Promise<TotalsCommit | undefined>,
): Promise<void> {
	for (let conflicts = 0; conflicts < MAX_CONFLICTS; conflicts++) {
		const commit = await change(await store.readTotals());
		if (commit === undefined) return;
		const outcome = await store.commitTotals(commit);
		if (outcome === "committed") return;
		if (outcome === "too_large")
			throw new Error("a bounded change of the totals does not fit");
	}
	throw new StoreUnavailableError("other runs kept changing the totals");
}
