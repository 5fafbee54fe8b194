import type { Analytics } from "../../src/analytics";
import { HISTORY_NOW } from "../histories";
import { analyticsOn, type Contract, DAY_MS, rawEvent } from "./harness";

/** Ids that come again: in a batch, in another one, at the same time, in another form. */
export function describeIngestAgain({ withStore }: Contract): void {
	const AT = HISTORY_NOW - DAY_MS;
	const event = (id: string, more: object = {}) => ({
		...rawEvent(id, "trim", AT),
		...more,
	});
	const events = (prefix: string, count: number) =>
		Array.from({ length: count }, (_, index) => event(`${prefix}${index}`));
	const OTHER = { platform: "webapp" };

	const verdictsOf = async (
		analytics: Analytics,
		batch: readonly unknown[],
		sentAt?: number,
	) =>
		(await analytics.ingest(batch, { sentAt })).map((verdict) =>
			verdict.status === "rejected" ? verdict.code : verdict.status,
		);

	/** Runs a test on a home, with a reader of the ids that are stored, sorted. */
	const withHome = (
		test: (analytics: Analytics, ids: () => Promise<string[]>) => Promise<void>,
	) =>
		withStore((store) =>
			test(analyticsOn(store, HISTORY_NOW), async () => {
				const { items } = await store.listRecent({ limit: 1_000 });
				return items.map(({ id }) => id).sort();
			}),
		);

	it("takes the first of two contents under one id, in a batch and ever after", () =>
		withHome(async (analytics, ids) => {
			const [one, other] = [event("a"), event("a", OTHER)];
			expect(
				await verdictsOf(analytics, [one, other, one, event("b"), other]),
			).toEqual([
				"stored",
				"id_conflict",
				"duplicate",
				"stored",
				"id_conflict",
			]);
			expect(await verdictsOf(analytics, [other, one, other])).toEqual([
				"id_conflict",
				"duplicate",
				"id_conflict",
			]);
			expect(await ids()).toEqual(["a", "b"]);
		}));

	it("takes a valid event after an invalid one of its id", () =>
		withHome(async (analytics) => {
			const bad = event("a", { platform: "fax" });
			expect(await verdictsOf(analytics, [bad, event("a"), bad])).toEqual([
				"invalid_event",
				"stored",
				"invalid_event",
			]);
		}));

	it("stores the one new event of a batch that was sent before", () =>
		withHome(async (analytics, ids) => {
			const known = events("k", 499);
			await analytics.ingest(known);
			const verdicts = await verdictsOf(analytics, [
				...known.slice(0, 250),
				event("new"),
				...known.slice(250),
			]);
			expect(verdicts.indexOf("stored")).toBe(250);
			expect(
				verdicts.filter((verdict) => verdict === "duplicate"),
			).toHaveLength(499);
			expect(await ids()).toHaveLength(500);
		}));

	it("stores once what two batches bring at the same time, in whatever order", () =>
		withHome(async (analytics, ids) => {
			const shared = events("s", 40);
			const batches = [
				[...events("a", 5), ...shared],
				[...shared.toReversed(), ...events("b", 5)],
				[...shared.slice(20), ...events("c", 5), ...shared.slice(0, 20)],
			];
			const verdicts = await Promise.all(
				batches.map((batch) => verdictsOf(analytics, batch)),
			);
			const stored = batches.flatMap((batch, index) =>
				batch
					.filter((_, position) => verdicts[index]?.[position] === "stored")
					.map(({ id }) => id),
			);
			expect(new Set(verdicts.flat())).toEqual(
				new Set(["stored", "duplicate"]),
			);
			expect(stored.sort()).toEqual(await ids());
			expect(stored).toHaveLength(55);
		}));

	it("stores the neighbours of an event that meets another of its id", () =>
		withHome(async (analytics, ids) => {
			const verdicts = await Promise.all([
				verdictsOf(analytics, [event("x"), ...events("a", 3)]),
				verdictsOf(analytics, [...events("b", 3), event("x", OTHER)]),
			]);
			const ofX = [verdicts[0]?.[0], verdicts[1]?.[3]];
			expect(ofX.sort()).toEqual(["id_conflict", "stored"]);
			expect(verdicts.flat().filter((each) => each === "stored")).toHaveLength(
				7,
			);
			expect(await ids()).toEqual(["a0", "a1", "a2", "b0", "b1", "b2", "x"]);
		}));

	it.each<[string, (sent: string) => string]>([
		["as it was", (sent) => sent],
		["with its time as text", (sent) => sent.replace(`${AT}`, `"${iso(AT)}"`)],
		["in another zone", (sent) => sent.replace(`${AT}`, `"${shifted(AT)}"`)],
		["with a fraction of a ms", (sent) => sent.replace(`${AT}`, `${AT}.9`)],
		[
			"with other numbers",
			(sent) => sent.replace('"fileSize":1', '"fileSize":1.0e0'),
		],
		[
			"with -0",
			(sent) => sent.replace('"processingTime":0', '"processingTime":-0'),
		],
		["with an empty context", (sent) => sent.replace(/}$/, ',"context":{}}')],
		["from the last key to the first", (sent) => reversed(sent)],
		["with a key twice", (sent) => sent.replace("{", '{"platform":"fax",')],
		[
			"with another private value",
			(sent) => sent.replace("/home/ada", "/home/bob"),
		],
	])("takes the same event for a duplicate %s", (_, rewrite) =>
		withHome(async (analytics) => {
			const sent = JSON.stringify(
				event("a", {
					operation: {
						...event("a").operation,
						parameters: '{"crf":23,"input":"/home/ada/x.mp4"}',
					},
					metrics: { success: true, processingTime: 0 },
				}),
			);
			await analytics.ingest([JSON.parse(sent)]);
			const again = [JSON.parse(rewrite(sent))];
			for (const sentAt of [undefined, HISTORY_NOW + DAY_MS, 0])
				expect(await verdictsOf(analytics, again, sentAt)).toEqual([
					"duplicate",
				]);
		}),
	);
}

function iso(epochMs: number): string {
	return new Date(epochMs).toISOString();
}

/** The same instant on a clock two hours east. */
function shifted(epochMs: number): string {
	return iso(epochMs + 7_200_000).replace("Z", "+02:00");
}

function reversed(json: string): string {
	const members = Object.entries(JSON.parse(json));
	return JSON.stringify(Object.fromEntries(members.reverse()));
}
