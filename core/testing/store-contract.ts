import { describeAuditReads } from "./store-contract/audit-reads";
import { describeDeletion } from "./store-contract/deletion";
import { describeErasures } from "./store-contract/erasures";
import { describeEvents } from "./store-contract/events";
import {
	type OpenStoreHarness,
	SHARD_COUNT,
	type StoreHarness,
} from "./store-contract/harness";
import { describeRecords } from "./store-contract/records";
import { describeShards } from "./store-contract/shards";
import { describeTotals } from "./store-contract/totals";
import { describeTotalsReading } from "./store-contract/totals-reading";
import { describeTraces } from "./store-contract/traces";
import { describeWalks } from "./store-contract/walks";

/**
 * The contract of the port `AnalyticsStore`: a jest suite that an adapter must pass on its real
 * database. Each test opens a harness of its own.
 */
export function describeStoreContract(
	name: string,
	openHarness: OpenStoreHarness,
): void {
	describe(`store contract: ${name}`, () => {
		let harness: StoreHarness | undefined;
		beforeEach(async () => {
			harness = undefined;
			harness = await openHarness(SHARD_COUNT);
		});
		afterEach(() => harness?.close());
		const current = () => {
			if (harness === undefined) throw new Error("no harness was opened");
			return harness;
		};

		describeEvents(current);
		describeShards(current);
		describeRecords(current);
		describeTraces(current);
		describeWalks(current);
		describeTotals(current);
		describeTotalsReading(current);
		describeDeletion(current);
		describeAuditReads(current);
		describeErasures(current);

		it("answers a ping", async () => {
			await expect(current().store.ping()).resolves.toBeUndefined();
		});

		it("refuses to open with another number of shards, and still opens with its own", async () => {
			const { reopen } = current();
			await expect(reopen(SHARD_COUNT + 1)).rejects.toThrow(/SHARD_COUNT/);
			const again = await reopen(SHARD_COUNT);
			await expect(again.ping()).resolves.toBeUndefined();
		});
	});
}
