import type { Results } from "./results";
import type { Cost } from "./sections/cost";
import type { Delivery } from "./sections/delivery";
import type { Kill } from "./sections/exit";
import type { FailureOutcome } from "./sections/failures";
import { faultsOf, judge, MOST } from "./targets";

const ABOVE = 0.001;

const cost: Cost = {
	contender: "ours",
	calls: 10_000,
	meanUs: MOST.meanUs,
	p99Us: MOST.p99Us,
	clockUs: 0.05,
	delayMs: MOST.delayMs,
	delayAfterMs: 5,
};

const delivery: Delivery = {
	contender: "ours-spool",
	tuned: false,
	events: 20_000,
	stored: 20_000,
	storedTwice: 0,
	durationMs: 387,
	bytesAnEvent: MOST.bytesAnEvent,
	cpuUsAnEvent: MOST.cpuUsAnEvent,
	timesFloor: MOST.timesFloor,
};

const failure: FailureOutcome = {
	contender: "ours-spool",
	scenario: "down 5 s",
	events: 2_000,
	stored: 2_000,
	storedTwice: 0,
	arrivedAgain: 500,
	shutdownMs: 2_000,
	afterRecoveryMs: MOST.afterRecoveryMs,
};

const kill: Kill = {
	contender: "ours-spool",
	kills: 10,
	tracked: 9_000,
	lost: 20,
	oldestLostMs: MOST.oldestLostMs,
	holes: 0,
};

const allAtTheirMost: Results = {
	cost: [cost],
	delivery: [delivery],
	failures: [failure],
	exit: {
		exits: [
			{ contender: "ours-spool", events: 100, stored: 100, storedTwice: 0 },
		],
		kills: [kill],
	},
	memory: [
		{ contender: "ours", calls: 1_000_000, residentMb: MOST.residentMb },
	],
	install: [
		{
			contender: "ours",
			packages: MOST.packages,
			megabytes: MOST.megabytes,
			importMs: MOST.importMs,
		},
	],
};

const missedOf = (results: Results) =>
	judge(results)
		.filter(({ met }) => !met)
		.map(({ name }) => name);

it("takes every figure that is at its most", () => {
	expect(judge(allAtTheirMost)).toHaveLength(12);
	expect(missedOf(allAtTheirMost)).toEqual([]);
	expect(faultsOf(allAtTheirMost)).toEqual([]);
});

it.each<[string, Results]>([
	["mean us", { cost: [{ ...cost, meanUs: MOST.meanUs + ABOVE }] }],
	["p99 us", { cost: [{ ...cost, p99Us: MOST.p99Us + ABOVE }] }],
	["delay", { cost: [{ ...cost, delayMs: MOST.delayMs + ABOVE }] }],
	[
		"x floor",
		{ delivery: [{ ...delivery, timesFloor: MOST.timesFloor + ABOVE }] },
	],
	[
		"bytes",
		{ delivery: [{ ...delivery, bytesAnEvent: MOST.bytesAnEvent + ABOVE }] },
	],
	[
		"CPU",
		{ delivery: [{ ...delivery, cpuUsAnEvent: MOST.cpuUsAnEvent + ABOVE }] },
	],
	[
		"after recovery",
		{
			failures: [{ ...failure, afterRecoveryMs: MOST.afterRecoveryMs + 1 }],
		},
	],
	[
		"to its deadline",
		{
			failures: [
				{
					...failure,
					shutdownMs: MOST.shutdownMs + 1,
					afterRecoveryMs: -1,
				},
			],
		},
	],
	[
		"shutdown",
		{
			failures: [
				{ ...failure, shutdownMs: undefined, afterRecoveryMs: undefined },
			],
		},
	],
	[
		"SIGKILL",
		{
			exit: {
				exits: [],
				kills: [{ ...kill, oldestLostMs: MOST.oldestLostMs + ABOVE }],
			},
		},
	],
	[
		"memory",
		{
			memory: [
				{
					contender: "ours",
					calls: 1_000_000,
					residentMb: MOST.residentMb + ABOVE,
				},
			],
		},
	],
])("says of one above it that it is missed: %s", (name, results) => {
	expect(missedOf(results)).toEqual([expect.stringContaining(name)]);
});

it("lets a shutdown take as long as the recovery, or its deadline, takes", () => {
	const atItsDeadline = {
		...failure,
		shutdownMs: MOST.shutdownMs,
		afterRecoveryMs: -11_000,
	};
	expect(missedOf({ failures: [atItsDeadline] })).toEqual([]);
	const untilRecovery = { ...failure, shutdownMs: 16_000, afterRecoveryMs: 1 };
	expect(missedOf({ failures: [untilRecovery] })).toEqual([]);
});

it.each<[string, Results]>([
	["1 events are lost", { delivery: [{ ...delivery, stored: 19_999 }] }],
	["1 events are stored twice", { failures: [{ ...failure, storedTwice: 1 }] }],
	[
		"100 events are lost",
		{
			exit: {
				exits: [
					{ contender: "ours-spool", events: 100, stored: 0, storedTwice: 0 },
				],
				kills: [],
			},
		},
	],
	[
		"2 events are lost before others that were kept",
		{ exit: { exits: [], kills: [{ ...kill, holes: 2 }] } },
	],
])("fails where of ours %s", (fault, results) => {
	expect(faultsOf(results)).toEqual([expect.stringContaining(fault)]);
});

it("promises nothing of anybody else", () => {
	const results: Results = {
		cost: [{ ...cost, contender: "segment", meanUs: 30 }],
		delivery: [{ ...delivery, contender: "posthog", stored: 1 }],
		failures: [{ ...failure, contender: "mixpanel", stored: 0 }],
	};
	expect(judge(results)).toEqual([]);
	expect(faultsOf(results)).toEqual([]);
});
