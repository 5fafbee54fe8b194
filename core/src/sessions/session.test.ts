import {
	compareByTime,
	cutIntoSessions,
	inStepOrder,
	MAX_SESSION_EVENTS,
	type Operation,
	SessionCutter,
} from "./session";

const GAP_MS = 600_000;
const NOON = Date.UTC(2026, 8, 21, 12);

function operation(id: string, more: Partial<Operation> = {}): Operation {
	return {
		id,
		timestamp: NOON,
		processingTimeMs: 0,
		type: "trim",
		success: true,
		platform: "mcp",
		workflowType: "",
		traits: 0,
		...more,
	};
}

const idsOf = (sessions: readonly (readonly Operation[])[]) =>
	sessions.map((session) => session.map(({ id }) => id).join(""));

describe("cutIntoSessions", () => {
	it("keeps exactly the gap together and cuts at a millisecond more", () => {
		const trace = [
			operation("a"),
			operation("b", { timestamp: NOON + GAP_MS }),
			operation("c", { timestamp: NOON + 2 * GAP_MS + 1 }),
		];
		expect(idsOf(cutIntoSessions(trace, GAP_MS))).toEqual(["ab", "c"]);
	});

	it("counts idle time to the start of the next operation, not to its end", () => {
		const hour = 3_600_000;
		const trace = [
			operation("a"),
			operation("b", { timestamp: NOON + hour, processingTimeMs: hour }),
		];
		expect(idsOf(cutIntoSessions(trace, GAP_MS))).toEqual(["ab"]);
	});

	it("cuts at the end of a UTC month even in a trace with a session id", () => {
		const midnight = Date.UTC(2026, 9, 1);
		const trace = [
			operation("a", { timestamp: midnight - 1 }),
			operation("b", { timestamp: midnight }),
		];
		expect(idsOf(cutIntoSessions(trace, Number.POSITIVE_INFINITY))).toEqual([
			"a",
			"b",
		]);
	});

	it.each([
		[MAX_SESSION_EVENTS, [MAX_SESSION_EVENTS]],
		[MAX_SESSION_EVENTS + 1, [MAX_SESSION_EVENTS, 1]],
	])("cuts %d events into sessions of %j", (count, lengths) => {
		const trace = Array.from({ length: count }, (_, n) =>
			operation(`e${n}`, { timestamp: NOON + n }),
		);
		expect(
			cutIntoSessions(trace, GAP_MS).map((session) => session.length),
		).toEqual(lengths);
	});

	it("cuts nothing into nothing", () => {
		expect(cutIntoSessions([], GAP_MS)).toEqual([]);
	});
});

describe("compareByTime", () => {
	it("orders equal times by ASCII, upper case first", () => {
		const ids = ["b", "B", "a", "_", "-"].map((id) => operation(id));
		expect(
			ids
				.sort(compareByTime)
				.map(({ id }) => id)
				.join(""),
		).toBe("-B_ab");
	});
});

describe("inStepOrder", () => {
	const session = [
		operation("a", { sequencePosition: 2 }),
		operation("b", { sequencePosition: 1 }),
		operation("c", { sequencePosition: 1 }),
	];

	it("goes by position where every event has one, by time among equals", () => {
		expect(idsOf([inStepOrder(session, true)])).toEqual(["bca"]);
	});

	it("goes by time where one event has none", () => {
		const withoutOne = [...session, operation("d")];
		expect(idsOf([inStepOrder(withoutOne, true)])).toEqual(["abcd"]);
	});

	it("goes by time in traces without a session id", () => {
		expect(idsOf([inStepOrder(session, false)])).toEqual(["abc"]);
	});
});

describe("SessionCutter", () => {
	it("cuts a trace as if no other had come before it", () => {
		const cutter = new SessionCutter();
		cutter.begin(GAP_MS);
		expect(cutter.startsNew(NOON, 0)).toBe(true);
		expect(cutter.startsNew(NOON + 1, 0)).toBe(false);
		cutter.begin(GAP_MS);
		expect(cutter.startsNew(NOON + 2, 0)).toBe(true);
		expect(cutter.startsNew(NOON + 3, 0)).toBe(false);
	});

	it("knows the month of a trace that begins before the one before it", () => {
		const october = Date.UTC(2026, 9, 1);
		const cutter = new SessionCutter();
		cutter.begin(GAP_MS);
		cutter.startsNew(october, 0);
		cutter.begin(GAP_MS);
		cutter.startsNew(october - 1, 0);
		expect(cutter.startsNew(october, 0)).toBe(true);
	});
});
