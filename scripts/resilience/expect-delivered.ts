import type { reportsOf } from "./home-reports.ts";
import type { Delivery } from "./reference-client.ts";
import type { Workload } from "./workload.ts";

/** Every event got a verdict that it may end with, and no answer on the way was malformed. */
export function expectDelivered(workload: Workload, delivery: Delivery): void {
	expect(delivery.faults).toEqual([]);
	const wrong = workload.events.flatMap((event, index) => {
		const verdict = delivery.verdicts[index];
		const allowed = workload.finals[index] ?? [];
		return allowed.some(
			({ status, code }) => status === verdict?.status && code === verdict.code,
		)
			? []
			: [{ event: event.text(0), verdict, allowed }];
	});
	expect(wrong).toEqual([]);
}

/** The store holds exactly the valid events of the workloads, each once, and counts each once. */
export async function expectExactlyOnce(
	workloads: readonly Workload[],
	reports: ReturnType<typeof reportsOf>,
): Promise<void> {
	const operations = await reports.operations();
	const ids = new Set(operations.map(({ id }) => id));
	expect(ids.size).toBe(operations.length);
	for (const { model } of workloads) {
		const own = operations.filter(({ id }) => model.stored.has(String(id)));
		expect(model.faultsOf(own)).toEqual([]);
	}
	const valid = workloads.reduce(
		(sum, { model }) => sum + model.stored.size,
		0,
	);
	expect(operations.length).toBe(valid);
	expect(await reports.totalOperations()).toBe(valid);
}
