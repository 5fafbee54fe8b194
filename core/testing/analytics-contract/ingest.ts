import { HISTORY_NOW } from "../histories";
import { analyticsOn, type Contract, RETENTION_MS, rawEvent } from "./harness";

/** Verdicts and privacy of what comes in. */
export function describeIngest({ withStore }: Contract): void {
	const storedOf = async (
		store: Parameters<Parameters<Contract["withStore"]>[0]>[0],
	) => (await store.listRecent({ limit: 100 })).items;

	it("gives each event its own verdict, in order, and stores the good ones once", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const good = rawEvent("good", "trim", HISTORY_NOW);
			const verdicts = await analytics.ingest([
				good,
				{ ...good, id: "bad", platform: "fax", extra: 1 },
				good,
				{ ...good, platform: "webapp" },
				"no event at all",
				rawEvent("old", "trim", HISTORY_NOW - RETENTION_MS - 1),
				rawEvent("oldest", "trim", HISTORY_NOW - RETENTION_MS),
			]);
			expect(verdicts).toMatchObject([
				{ status: "stored", id: "good" },
				{ status: "rejected", id: "bad", code: "invalid_event" },
				{ status: "duplicate", id: "good" },
				{ status: "rejected", id: "good", code: "id_conflict" },
				{ status: "rejected", id: null, code: "invalid_event" },
				{ status: "rejected", id: "old", code: "too_old" },
				{ status: "stored", id: "oldest" },
			]);
			expect(verdicts[1]).toMatchObject({
				errors: [{ path: "platform" }, { path: "extra" }],
			});
			expect((await storedOf(store)).map(({ id }) => id).sort()).toEqual([
				"good",
				"oldest",
			]);
			expect(await analytics.ingest([good])).toMatchObject([
				{ status: "duplicate" },
			]);
			expect(
				await analytics.ingest([{ ...good, timestamp: HISTORY_NOW - 1 }]),
			).toMatchObject([{ status: "rejected", code: "id_conflict" }]);
		}));

	it("stores nothing private, and classifies what failed", () =>
		withStore(async (store) => {
			const event = rawEvent("a", "trim", HISTORY_NOW);
			await analyticsOn(store, HISTORY_NOW).ingest([
				{
					...event,
					operation: {
						...event.operation,
						parameters: JSON.stringify({ crf: 23, input: "/home/ada/x.mp4" }),
					},
					metrics: {
						success: false,
						processingTime: 5,
						errorMessage: "/home/ada/x.mp4: No such file or directory",
					},
				},
			]);
			const [stored] = await storedOf(store);
			expect(JSON.stringify(stored)).not.toContain("ada");
			expect(JSON.parse(stored?.operation.parameters ?? "")).toEqual({
				crf: 23,
				input: "[path]",
			});
			expect(stored?.metrics.errorCategory).toBe("input_not_found");
		}));

	it("takes the workflow type that reports call unspecified as none", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const event = rawEvent("a", "trim", HISTORY_NOW);
			await analytics.ingest([
				event,
				{ ...event, id: "b", context: { workflowType: "unspecified" } },
				{ ...event, id: "c", context: { workflowType: "7" } },
			]);
			await analytics.aggregate();
			expect((await analytics.usage({})).workflowTypes).toMatchObject([
				{ workflowType: "unspecified", operations: 2 },
				{ workflowType: "7", operations: 1 },
			]);
			expect(
				(await analytics.usage({ workflowType: "unspecified" }))
					.totalOperations,
			).toBe(2);
		}));
}
