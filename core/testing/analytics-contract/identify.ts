import fc from "fast-check";
import type { Analytics } from "../../src/analytics";
import type { WireEvent } from "../../src/event/wire-event";
import { MAX_TIMEFRAME_MINUTES } from "../../src/reports/identify-sequence";
import { HISTORY_NOW, histories, USERS } from "../histories";
import { naivePatterns, naiveSessions } from "../naive-totals";
import { allSequences, analyticsOn, type Contract, rawEvent } from "./harness";

const USER = "a".repeat(64);
const MINUTE_MS = 60_000;

/** The known pattern that operations end in: those that are told, or a user's own. */
export function describeIdentify({ size, withStore }: Contract): void {
	const numRuns = Math.ceil(size.runs / 4);

	it("identifies the longest known pattern that any operations end in", () =>
		fc.assert(
			fc.asyncProperty(
				histories(size.events),
				fc.array(fc.array(type, { minLength: 1, maxLength: 12 }), {
					minLength: 5,
					maxLength: 5,
				}),
				(history, questions) =>
					withStore(async (store) => {
						const analytics = await analyticsAfter(
							analyticsOn(store, HISTORY_NOW),
							history,
						);
						const known = naivePatterns(history);
						for (const operations of questions)
							await expectIdentified(
								analytics,
								{ userId: USER, operations, timeframeMinutes: 10 },
								naiveEnding(operations, known),
							);
					}),
			),
			{ numRuns },
		));

	it("identifies what a user did last, in the session of their latest operation", () =>
		fc.assert(
			fc.asyncProperty(
				histories(size.events),
				fc.oneof(
					fc.integer({ min: 1, max: MAX_TIMEFRAME_MINUTES }),
					fc.constantFrom(40, 60, 90, MAX_TIMEFRAME_MINUTES),
				),
				(history, timeframeMinutes) =>
					withStore(async (store) => {
						const analytics = await analyticsAfter(
							analyticsOn(store, HISTORY_NOW),
							history,
						);
						const known = naivePatterns(history);
						for (const userId of USERS)
							await expectIdentified(
								analytics,
								{ userId, timeframeMinutes },
								naiveEnding(
									naiveLatest(history, userId, timeframeMinutes),
									known,
								),
							);
					}),
			),
			{ numRuns },
		));

	it("takes the steps of a session in the order that its host gives", () =>
		withStore(async (store) => {
			const session = ["to_mp3", "trim", "resize"].map((name, order) => ({
				...rawEvent(name, name, HISTORY_NOW - 5 * MINUTE_MS + order),
				context: { sessionId: "s1", sequencePosition: (order + 2) % 3 },
			}));
			const analytics = await analyticsAfter(
				analyticsOn(store, HISTORY_NOW),
				session,
			);
			expect(
				await analytics.identify({ userId: USER, timeframeMinutes: 10 }),
			).toMatchObject({ pattern: { pattern: "trim->resize->to_mp3" } });
		}));

	it("does not see a user's operations before they are counted, nor any of an erased or unknown user", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const identify = async (userId = USER) =>
				(await analytics.identify({ userId, timeframeMinutes: 10 })).pattern
					?.pattern;
			const events = ["trim", "resize"].map((name, step) =>
				rawEvent(name, name, HISTORY_NOW - 10 * MINUTE_MS + step),
			);
			const others = events.map((event) => ({
				...event,
				id: `other-${event.id}`,
				userId: USERS[0],
			}));
			await analytics.ingest([...events, ...others]);
			expect(await identify()).toBeUndefined();
			await analytics.aggregate();
			// The first of them ended at the very edge of the ten minutes.
			expect(await identify()).toBe("trim->resize");
			expect(await identify("f".repeat(64))).toBeUndefined();
			const later = analyticsOn(store, HISTORY_NOW + 1);
			expect(
				await later.identify({ userId: USER, timeframeMinutes: 10 }),
			).toEqual({ pattern: null });
			await analytics.eraseUser(USER);
			expect(await identify()).toBeUndefined();
			expect(await identify(USERS[0])).toBe("trim->resize");
		}));

	it("names the template while it is active, and no pattern that only dropped months hold", () =>
		withStore(async (store) => {
			const analytics = analyticsOn(store, HISTORY_NOW);
			const chain = ["trim", "resize"];
			const occurrences = Array.from({ length: 5 }, (_, round) =>
				chain.map((name, step) =>
					rawEvent(
						`${round}-${name}`,
						name,
						HISTORY_NOW - (round + 1) * 60 * MINUTE_MS + step,
					),
				),
			).flat();
			const identify = () =>
				analytics.identify({
					userId: USER,
					operations: ["to_mp3", ...chain],
					timeframeMinutes: 10,
				});
			await analyticsAfter(analytics, occurrences);
			expect(await identify()).toMatchObject({
				pattern: { pattern: "trim->resize", templateCandidate: true },
				templateId: "trim~resize",
			});
			const failures = occurrences.slice(0, 4).map((event) => ({
				...event,
				id: `failed-${event.id}`,
				timestamp: event.timestamp - 30 * MINUTE_MS,
				metrics: { success: false, processingTime: 10 },
			}));
			await analyticsAfter(analytics, failures);
			const retired = await identify();
			expect(retired.pattern).toMatchObject({
				frequency: 7,
				successRate: 5 / 7,
			});
			expect(retired).not.toHaveProperty("templateId");
			// A purge tells the totals first.
			const head = await store.readTotals();
			await store.commitTotals({
				head,
				totals: { users: head.users, liveFrom: "2026-12" },
			});
			expect(await identify()).toEqual({ pattern: null });
			expect(await allSequences(analytics)).toEqual([]);
		}));
}

const type = fc.constantFrom("trim", "resize", "to_mp3", "constructor", "gif");

/** All of it counted, and every candidate with its template. */
async function analyticsAfter(
	analytics: Analytics,
	events: readonly unknown[],
): Promise<Analytics> {
	await analytics.ingest(events);
	await analytics.aggregate();
	await analytics.flagTemplates();
	return analytics;
}

/** The answer is the pattern as lists show it, with the id of its template if that is active. */
async function expectIdentified(
	analytics: Analytics,
	question: Parameters<Analytics["identify"]>[0],
	expected: string | undefined,
): Promise<void> {
	const sequence = (await allSequences(analytics, 1_000)).find(
		({ pattern }) => pattern === expected,
	);
	expect(sequence?.pattern).toBe(expected);
	const template = (await analytics.templates()).find(
		({ pattern, status }) => pattern === expected && status === "active",
	);
	expect(await analytics.identify(question)).toEqual({
		pattern: sequence ?? null,
		...(template === undefined ? {} : { templateId: template.id }),
	});
}

/** "Identified" of `docs/definitions.md`, as plainly as it can be said: of all known patterns, the longest at the end. */
function naiveEnding(
	operations: readonly string[],
	known: ReturnType<typeof naivePatterns>,
): string | undefined {
	const steps: string[] = [];
	for (const operation of operations)
		if (steps.at(-1) !== operation) steps.push(operation);
	return Object.keys(known)
		.filter((name) => `->${steps.join("->")}`.endsWith(`->${name}`))
		.sort((a, b) => b.split("->").length - a.split("->").length)[0];
}

/** The types of the user's latest session, those that ended within so many minutes. */
function naiveLatest(
	history: readonly WireEvent[],
	userId: string,
	timeframeMinutes: number,
): string[] {
	const own = history
		.filter((event) => event.userId === userId)
		.sort((a, b) => a.timestamp - b.timestamp || (a.id < b.id ? -1 : 1));
	const latest = own.at(-1);
	const session = naiveSessions(own).find((each) =>
		each.some(({ id }) => id === latest?.id),
	);
	return (session ?? [])
		.filter(
			({ timestamp }) =>
				timestamp >= HISTORY_NOW - timeframeMinutes * MINUTE_MS,
		)
		.map(({ operation }) => operation.type);
}
