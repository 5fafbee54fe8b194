import { emptyDelta } from "../../src/aggregation/delta";
import { forgetUser } from "../../src/aggregation/samples";
import { shardOf } from "../../src/event/stored-event";
import type { AnalyticsStore } from "../../src/ports/store";
import { addTally } from "../../src/tally/tally";
import { EVENTS_PER_SAMPLE } from "../../src/templates/read-samples";
import { refreshTemplates } from "../../src/templates/refresh-templates";
import { HISTORY_NOW } from "../histories";
import {
	analyticsOn,
	type Contract,
	DAY_MS,
	homeOn,
	rawEvent,
	SHARD_COUNT,
} from "./harness";

const HOUR_MS = 3_600_000;
const PATTERN = "trim->resize";

/** Templates that learn parameters, from events to what readers get. */
export function describeTemplateLearning({ withStore }: Contract): void {
	describe("a template's parameters", () => {
		it("are learned from what people did, on the whole way from events", () =>
			withStore(async (store) => {
				const presets = ["fast", "fast", "fast", "slow", "slow", "slow"];
				await repeat(store, 6, (user) => ({
					codec: "libx264",
					crf: user === 5 ? 30 : 23,
					preset: presets[user],
					start: user < 3 ? 0 : user * 1.5,
					input: `/home/user-${user}/holiday.mp4`,
					title: `Holiday of user ${user}`,
				}));
				const [template] = await analyticsOn(store, HISTORY_NOW).templates();
				expect(template).toMatchObject({
					id: "trim~resize",
					name: "Trim and resize",
					status: "active",
					steps: [
						{ operation: "trim", parameters: { codec: "libx264", crf: 23 } },
						{ operation: "resize", parameters: { width: 1280 }, inputs: [] },
					],
					evidence: { sampledOccurrences: 6, sampledUsers: 6, userCount: 6 },
					estimatedSavings: { toolCalls: 1 },
				});
				const inputs = new Map(
					template?.inputs.map((input) => [input.parameter, input]),
				);
				expect(inputs.get("crf")).toMatchObject({ default: 23 });
				expect(inputs.get("preset")).toMatchObject({
					name: "trim_preset",
					type: "string",
					required: true,
					values: ["fast", "slow"],
					exhaustive: true,
				});
				expect(inputs.get("start")).toMatchObject({
					type: "number",
					minimum: 0,
					values: [0],
				});
				expect(inputs.get("start")).not.toHaveProperty("maximum");
				expect(inputs.get("input")).toMatchObject({
					kind: "input_file",
					required: true,
					values: [],
				});
				expect(inputs.get("title")).toMatchObject({ kind: "text" });
				expect(JSON.stringify(template)).not.toMatch(/oliday|30/);
			}));

		it("show no value that fewer than three users had", () =>
			withStore(async (store) => {
				await repeat(store, 6, (user) => ({
					tune: user < 2 ? "grain" : "film",
					level: user < 3 ? "4.1" : "5.1",
					...(user < 2 ? { profile: "high" } : {}),
				}));
				const [template] = await analyticsOn(store, HISTORY_NOW).templates();
				const shown = JSON.stringify(template);
				for (const value of ["film", "4.1", "5.1"])
					expect(shown).toContain(value);
				for (const value of ["grain", "profile", "high"])
					expect(shown).not.toContain(value);
			}));

		it("come from attempts that succeeded, and of retries from the last", () =>
			withStore(async (store) => {
				await ingest(
					store,
					Array.from({ length: 6 }, (_, user) => {
						const [trim, resize] = chain(user, 0, { crf: 20 });
						const failed = {
							...withParameters(trim, { crf: 99 }),
							id: `failed-${user}`,
							timestamp: (trim?.timestamp ?? 0) - 1,
							metrics: { success: false, processingTime: 0 },
						};
						return [failed, trim, resize];
					}).flat(),
				);
				const [template] = await settled(store);
				expect(template?.steps[0]?.parameters).toEqual({ crf: 20 });
			}));

		it("are found within the last 32 events of a trace, and not beyond", () =>
			withStore(async (store) => {
				for (const [retries, sampledUsers] of [
					[EVENTS_PER_SAMPLE - 1, 5],
					[EVENTS_PER_SAMPLE, 0],
				] as const) {
					const types = ["trim", ...Array(retries).fill(`to_${retries}`)];
					const events = Array.from({ length: 5 }, (_, user) =>
						types.map((type, index) =>
							at(
								rawEvent(
									`${user}-${retries}-${index}`,
									type,
									HISTORY_NOW - retries * HOUR_MS + index,
								),
								user,
							),
						),
					);
					await ingest(store, events.flat());
					const templates = await settled(store);
					const id = `trim~to_${retries}`;
					expect(templates.find((each) => each.id === id)).toMatchObject({
						evidence: { frequency: 5, sampledUsers },
					});
				}
			}));

		it("are learned from sessions that came late, too", () =>
			withStore(async (store) => {
				const fiveDaysAgo = HISTORY_NOW - 5 * DAY_MS;
				const analytics = analyticsOn(store, HISTORY_NOW);
				for (let user = 0; user < 5; user++)
					await ingest(store, [
						at(rawEvent(`before-${user}`, "concat", fiveDaysAgo), user),
					]);
				await analytics.aggregate();
				for (let user = 0; user < 5; user++)
					await ingest(store, chain(user, 8 * DAY_MS, { crf: 21 }));
				expect(await analytics.aggregate()).toMatchObject({ late: 10 });
				await analytics.flagTemplates();
				const [template] = await analytics.templates();
				expect(template).toMatchObject({
					steps: [{ parameters: { crf: 21 } }, {}],
					evidence: { sampledUsers: 5 },
				});
			}));
	});

	describe("a template is learned again", () => {
		it("only when its pattern has grown by a quarter, or is old and has newer samples", () =>
			withStore(async (store) => {
				await repeat(store, 8, () => ({ crf: 23 }));
				const reading = countingReads(store);
				const run = (now = HISTORY_NOW) =>
					analyticsOn(reading.store, now).flagTemplates();
				expect(await run()).toMatchObject({ templatesWritten: 0 });
				expect(reading.counted()).toBe(0);

				// Nine in place of eight: new evidence, nothing to learn.
				await ingest(store, chain(0, HOUR_MS, { crf: 18 }));
				await analyticsOn(store, HISTORY_NOW).aggregate();
				expect(await run()).toMatchObject({
					templatesWritten: 1,
					templatesLearned: 0,
					sampleReads: 0,
				});
				expect(reading.counted()).toBe(0);

				// Ten are a quarter more.
				await ingest(store, chain(1, 2 * HOUR_MS, { crf: 18 }));
				await analyticsOn(store, HISTORY_NOW).aggregate();
				expect(await run()).toMatchObject({ templatesLearned: 1 });
				expect(reading.counted()).toBeGreaterThan(0);

				const before = reading.counted();
				const monthLater = HISTORY_NOW + 30 * DAY_MS;
				expect(await run(monthLater)).toMatchObject({ templatesLearned: 0 });
				expect(reading.counted()).toBe(before);
				await ingest(store, chain(2, -HOUR_MS, { crf: 23 }), monthLater);
				await analyticsOn(store, monthLater).aggregate();
				expect(await run(monthLater - 1)).toMatchObject({
					templatesLearned: 0,
				});
				expect(await run(monthLater)).toMatchObject({ templatesLearned: 1 });
			}));

		it("without the users who are forgotten, whose values are gone then", () =>
			withStore(async (store) => {
				await repeat(store, 6, (user) => ({
					level: user < 3 ? "4.1" : "5.1",
				}));
				await forget(store, 0);
				await analyticsOn(store, HISTORY_NOW).aggregate();
				const home = homeOn(store, HISTORY_NOW);
				expect(await refreshTemplates(home)).toMatchObject({
					templatesLearned: 1,
					templatesRetired: 0,
				});
				const [template] = await store
					.readTemplates(["trim~resize"])
					.then((found) => [...found.values()]);
				expect(JSON.stringify(template)).not.toContain("4.1");
				expect(template).toMatchObject({ evidence: { sampledUsers: 5 } });
				// Another time changes nothing, and neither does the hourly run.
				await refreshTemplates(home);
				expect(
					await analyticsOn(store, HISTORY_NOW).flagTemplates(),
				).toMatchObject({ templatesLearned: 0 });
			}));

		it("without an occurrence that a late event has undone", () =>
			withStore(async (store) => {
				await repeat(store, 9, (user) => ({ crf: user < 3 ? 33 : 18 }));
				expect(JSON.stringify(await store.listTemplates())).toContain("33");
				const late = rawEvent("late", "crop", HISTORY_NOW - 59_500);
				await ingest(store, [at(late, 0)]);
				const [template] = await settled(store);
				expect(template).toMatchObject({ evidence: { sampledUsers: 8 } });
				expect(JSON.stringify(template)).not.toContain("33");
			}));

		it("without the occurrences of a month that was dropped", () =>
			withStore(async (store) => {
				const old = [11, 12, 13].flatMap((user) =>
					chain(user, 40 * DAY_MS, { crf: 33 }),
				);
				await ingest(store, old);
				await repeat(store, 6, () => ({ crf: 18 }));
				expect(JSON.stringify(await store.listTemplates())).toContain("33");
				const later = analyticsOn(store, HISTORY_NOW + 337 * DAY_MS);
				await later.purge();
				await later.flagTemplates();
				const [template] = await later.templates();
				expect(template?.status).toBe("active");
				expect(JSON.stringify(template)).not.toContain("33");
			}));

		it("by the next run, where nobody refreshed it", () =>
			withStore(async (store) => {
				await repeat(store, 6, () => ({ crf: 23 }));
				await forget(store, 0);
				const analytics = analyticsOn(store, HISTORY_NOW);
				await analytics.aggregate();
				expect(await analytics.flagTemplates()).toMatchObject({
					templatesLearned: 1,
				});
			}));

		it("from the beginning where a user was forgotten while it was learned", () =>
			withStore(async (store) => {
				await ingest(
					store,
					Array.from({ length: 6 }, (_, user) =>
						chain(user, 0, { level: user < 3 ? "4.1" : "5.1" }),
					).flat(),
				);
				await analyticsOn(store, HISTORY_NOW).aggregate();
				let isForgotten = false;
				const interrupted: AnalyticsStore = {
					...store,
					async readEvents(ids) {
						const events = await store.readEvents(ids);
						if (!isForgotten) {
							isForgotten = true;
							await forget(store, 0);
							await analyticsOn(store, HISTORY_NOW).aggregate();
						}
						return events;
					},
				};
				await analyticsOn(interrupted, HISTORY_NOW).flagTemplates();
				expect(isForgotten).toBe(true);
				const [template] = await store.listTemplates();
				expect(JSON.stringify(template)).not.toContain("4.1");
				expect(template).toMatchObject({ evidence: { sampledUsers: 5 } });
			}));
	});

	describe("a template whose pattern no longer qualifies", () => {
		it("is retired without what it learned, and active again when it does", () =>
			withStore(async (store) => {
				await repeat(store, 6, () => ({ crf: 23 }));
				const analytics = analyticsOn(store, HISTORY_NOW);
				const failing = Array.from({ length: 6 }, (_, user) =>
					chain(user, 2 * HOUR_MS, { crf: 23 }).map((event) => ({
						...event,
						metrics: { success: false, processingTime: 10 },
					})),
				);
				await ingest(store, failing.flat());
				await analytics.aggregate();
				expect(await analytics.flagTemplates()).toMatchObject({
					templatesRetired: 1,
				});
				const [retired] = await analytics.templates();
				expect(retired).toMatchObject({
					status: "retired",
					inputs: [],
					steps: [{ parameters: {} }, { parameters: {} }],
					evidence: { frequency: 12, successRate: 0.5, sampledUsers: 0 },
				});
				expect(await analytics.flagTemplates()).toMatchObject({
					templatesRetired: 0,
					templatesWritten: 0,
				});

				for (let round = 4; round < 9; round++)
					await ingest(
						store,
						Array.from({ length: 6 }, (_, user) =>
							chain(user, round * HOUR_MS, { crf: 23 }),
						).flat(),
					);
				const [revived] = await settled(store);
				expect(revived).toMatchObject({
					status: "active",
					steps: [{ parameters: { crf: 23 } }, {}],
					createdAt: retired?.createdAt,
				});
			}));

		it("goes with a pattern that an erasure has taken away", () =>
			withStore(async (store) => {
				await repeat(store, 6, () => ({ crf: 23 }));
				const home = homeOn(store, HISTORY_NOW);
				const record = (await store.readPatterns([PATTERN])).get(PATTERN);
				const delta = emptyDelta();
				delta.patterns[PATTERN] = { months: {} };
				addTally(delta.patterns[PATTERN].months, record?.months ?? {}, -1);
				await commitDelta(store, 0, delta);
				await analyticsOn(store, HISTORY_NOW).aggregate();
				expect(await store.readPatterns([PATTERN])).toEqual(new Map());
				await refreshTemplates(home);
				expect(await store.listTemplates()).toEqual([]);
			}));
	});
}

type Event = ReturnType<typeof rawEvent>;

/** So many users do the pattern once each, and templates are made. */
async function repeat(
	store: AnalyticsStore,
	users: number,
	parametersOf: (user: number) => object,
	agoMs = 0,
): Promise<void> {
	const chains = Array.from({ length: users }, (_, user) =>
		chain(user, agoMs, parametersOf(user)),
	);
	await ingest(store, chains.flat());
	await settled(store);
}

/** A trim with these parameters and a resize, by one user so long ago. */
function chain(user: number, agoMs: number, parameters: object): Event[] {
	const end = HISTORY_NOW - agoMs - 60_000;
	const id = `${user}-${agoMs}`;
	return [
		withParameters(rawEvent(`${id}-trim`, "trim", end), parameters),
		withParameters(rawEvent(`${id}-resize`, "resize", end + 1_000), {
			width: 1280,
		}),
	].map((event) => at(event, user));
}

function withParameters(event: Event | undefined, parameters: object): Event {
	if (event === undefined) throw new Error("no event");
	const { operation } = event;
	return {
		...event,
		operation: { ...operation, parameters: JSON.stringify(parameters) },
	};
}

function at(event: Event, user: number): Event {
	return { ...event, userId: userIdOf(user) };
}

function userIdOf(user: number): string {
	return String(user).padStart(8, "0").padEnd(64, "c");
}

async function ingest(
	store: AnalyticsStore,
	events: readonly unknown[],
	now = HISTORY_NOW,
): Promise<void> {
	const verdicts = await analyticsOn(store, now).ingest(events);
	for (const { status } of verdicts) expect(status).toBe("stored");
}

async function settled(store: AnalyticsStore) {
	const analytics = analyticsOn(store, HISTORY_NOW);
	await analytics.aggregate();
	await analytics.flagTemplates();
	return analytics.templates();
}

/** What an erasure commits for its user, as far as templates are concerned. */
async function forget(store: AnalyticsStore, user: number): Promise<void> {
	const delta = emptyDelta();
	forgetUser(delta, userIdOf(user), [PATTERN]);
	await commitDelta(store, user, delta);
}

async function commitDelta(
	store: AnalyticsStore,
	user: number,
	delta: ReturnType<typeof emptyDelta>,
): Promise<void> {
	const head = await store.readShard(shardOf(userIdOf(user), SHARD_COUNT));
	const commit = { head, users: [], userMonths: [], deltas: [delta] };
	expect(await store.commitPage(commit)).toBe("committed");
}

/** The store, and how many calls for stored events it has had. */
function countingReads(store: AnalyticsStore) {
	let calls = 0;
	const counting: AnalyticsStore = {
		...store,
		readEvents(ids) {
			calls++;
			return store.readEvents(ids);
		},
		readTrace(query) {
			calls++;
			return store.readTrace(query);
		},
	};
	return { store: counting, counted: () => calls };
}
