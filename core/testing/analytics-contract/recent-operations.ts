import type { StoredEvent } from "../../src/event/stored-event";
import { MAX_FILTERED_EVENTS } from "../../src/reports/recent-operations";
import { HISTORY_NOW } from "../histories";
import {
	analyticsOn,
	type Contract,
	everyEvent,
	inBatches,
	onCountedHistories,
	rawEvent,
} from "./harness";

/** The latest operations, by what they are. */
export function describeRecentOperations({ size, withStore }: Contract): void {
	const ofHistories = onCountedHistories({ size, withStore });

	it("lists recent operations by what they are, page by page", () =>
		ofHistories(async (analytics) => {
			const events = await everyEvent(analytics);
			for (const [filter, wanted] of [
				[{ outcome: "failed" }, ({ metrics }) => !metrics.success],
				[{ outcome: "succeeded" }, ({ metrics }) => metrics.success],
				[{ errorCategory: "timeout" }, () => false],
				[
					{ operation: "trim", platform: "mcp" },
					(event) =>
						event.operation.type === "trim" && event.platform === "mcp",
				],
				[
					{ workflowType: "unspecified" },
					({ context }) => context.workflowType === undefined,
				],
			] as readonly [object, (event: StoredEvent) => boolean][])
				for (const limit of [1, 3, 1_000])
					expect(await everyEvent(analytics, limit, filter)).toEqual(
						events.filter(wanted),
					);
		}));

	it("looks at so many operations for one answer, and leaves the rest to the next", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const rare = rawEvent("rare", "rare", HISTORY_NOW);
			const many = Array.from({ length: MAX_FILTERED_EVENTS }, (_, index) =>
				rawEvent(`many-${index}`, "trim", HISTORY_NOW - index),
			);
			for (const batch of [[rare], ...inBatches(many, 500)])
				await analytics.ingest(batch);
			const query = { limit: 10, operation: "rare" };
			const first = await analytics.operations(query);
			expect(first.items).toEqual([]);
			const second = await analytics.operations({
				...query,
				after: first.next,
			});
			expect(second.items.map(({ id }) => id)).toEqual(["rare"]);
			expect(second.next).toBeUndefined();
		}));
}
