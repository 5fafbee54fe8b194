import {
	type AnalyticsStore,
	StoreUnavailableError,
	type TotalsCommit,
	type TotalsHead,
} from "../ports/store";
import type { TotalsRecord } from "./totals";
import { untilCommitted } from "./until-committed";

/** The totals that a head was read with, without its version. */
export function totalsOf({ version: _, ...totals }: TotalsHead): TotalsRecord {
	return totals;
}

/** At a commit that other runs keep winning. */
const MAX_ATTEMPTS = 20;

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
	const outcome = await untilCommitted(MAX_ATTEMPTS, async () => {
		const commit = await change(await store.readTotals());
		return commit === undefined ? "committed" : store.commitTotals(commit);
	});
	if (outcome === "conflict")
		throw new StoreUnavailableError("other runs kept changing the totals");
	if (outcome === "too_large")
		throw new Error("a bounded change of the totals does not fit");
}
