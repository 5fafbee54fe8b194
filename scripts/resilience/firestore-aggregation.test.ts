import fc from "fast-check";
import { StoreUnavailableError } from "../../core/src/index.ts";
import {
	analyticsOn,
	assertInLanes,
	expectEqualToBatch,
	HISTORY_NOW,
	histories,
	SHARD_COUNT,
} from "../../core/testing/index.ts";
import { GRPC } from "../../functions/src/store/store-errors.ts";
import { openFirestoreHarness } from "../../functions/testing/firestore-harness.ts";
import type { Fault } from "../offline-firestore/fault-proxy.ts";

/** How many histories are drawn; a thousand take a quarter of an hour. */
const RUNS = Number(process.env.HISTORIES ?? 15);

jest.setTimeout(60_000 + 3_000 * RUNS);

/** Of these the SDK tries only some again by itself; the others reach the run at once. */
const codes = fc.constantFrom(
	GRPC.aborted,
	GRPC.internal,
	GRPC.deadlineExceeded,
	GRPC.cancelled,
	GRPC.unknown,
);

/** A call that fails on its way there, or whose effect is there and whose answer is not. */
const faults: fc.Arbitrary<Fault> = fc.record({
	method: fc.constantFrom("Commit", "Commit", "BatchGetDocuments", "RunQuery"),
	skip: fc.nat({ max: 4 }),
	effect: fc.record({
		kind: fc.constantFrom("refuse" as const, "lose-answer" as const),
		code: codes,
	}),
});

describe("aggregation, when the wire to Firestore fails", () => {
	it("equals the batch, whichever calls fail or lose their answers", async () => {
		let hits = 0;
		await assertInLanes(
			fc.asyncProperty(
				histories(40),
				fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 6 }),
				fc.array(fc.array(faults, { minLength: 1, maxLength: 4 }), {
					minLength: 4,
					maxLength: 10,
				}),
				async (history, batchSizes, faultsOfRuns) => {
					const harness = await openFirestoreHarness(SHARD_COUNT);
					try {
						const analytics = analyticsOn(harness.store, HISTORY_NOW);
						const pending = [...history];
						const runs = [...faultsOfRuns];
						for (let turn = 0; pending.length > 0; turn++) {
							const size = 1 + (batchSizes[turn % batchSizes.length] ?? 0);
							await analytics.ingest(pending.splice(0, size));
							const armed = (runs.pop() ?? []).map((fault) =>
								harness.proxy.inject(fault),
							);
							await analytics.aggregate().catch(ignoreUnavailable);
							for (const fault of armed) hits += fault.hits();
							harness.proxy.clear();
						}
						await analytics.aggregate();
						await expectEqualToBatch(harness.store, history);
					} finally {
						await harness.close();
					}
				},
			),
			RUNS,
		);
		// Otherwise nothing was tested.
		expect(hits).toBeGreaterThan(RUNS);
	});
});

function ignoreUnavailable(error: unknown): void {
	if (!(error instanceof StoreUnavailableError)) throw error;
}
