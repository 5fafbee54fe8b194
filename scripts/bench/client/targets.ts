import { type ContenderName, isOurs, TITLES } from "./contenders/contender.ts";
import type { Results } from "./results.ts";
import type { FailureOutcome } from "./sections/failures.ts";

/** A figure of our client, and the most that it shall be. */
export interface Target {
	readonly name: string;
	readonly value: number;
	readonly most: number;
	readonly met: boolean;
}

/** Bounds of the figures; each is the most that is allowed. */
export const MOST = {
	meanUs: 3,
	p99Us: 10,
	delayMs: 30,
	timesFloor: 1.5,
	bytesAnEvent: 37,
	cpuUsAnEvent: 30,
	afterRecoveryMs: 1_000,
	/** Its default deadline, and a moment in which it writes the rest down. */
	shutdownMs: 5_500,
	oldestLostMs: 20,
	residentMb: 20,
	packages: 1,
	megabytes: 0.3,
	importMs: 15,
} as const;

/** How our client stands to what it has promised. */
export function judge(results: Results): Target[] {
	const { cost = [], delivery = [], memory = [], install = [] } = results;
	return [
		...cost
			.filter(isOfOurs)
			.flatMap((each) => [
				target(each, "call, mean us", each.meanUs, MOST.meanUs),
				target(each, "call, p99 us", each.p99Us, MOST.p99Us),
				target(each, "event-loop delay, ms", each.delayMs, MOST.delayMs),
			]),
		...delivery
			.filter(isOfOurs)
			.flatMap((each) => [
				target(each, "delivery, x floor", each.timesFloor, MOST.timesFloor),
				target(each, "bytes an event", each.bytesAnEvent, MOST.bytesAnEvent),
				target(each, "CPU us an event", each.cpuUsAnEvent, MOST.cpuUsAnEvent),
			]),
		...(results.failures ?? []).filter(isOfOurs).map(judgeShutdown),
		...(results.exit?.kills ?? [])
			.filter(isOfOurs)
			.map((each) =>
				target(
					each,
					"SIGKILL, age of what is lost, ms",
					each.oldestLostMs,
					MOST.oldestLostMs,
				),
			),
		...memory
			.filter(isOfOurs)
			.map((each) =>
				target(each, "memory, MB", each.residentMb, MOST.residentMb),
			),
		...install
			.filter(isOfOurs)
			.flatMap((each) => [
				target(each, "packages", each.packages, MOST.packages),
				target(each, "installed, MB", each.megabytes, MOST.megabytes),
				target(each, "import, ms", each.importMs, MOST.importMs),
			]),
	];
}

/** It returns soon after the sink has recovered, or, where that takes longer, at its deadline. */
function judgeShutdown(outcome: FailureOutcome): Target {
	const { scenario, shutdownMs, afterRecoveryMs } = outcome;
	const name = `shutdown, ${scenario}`;
	if (shutdownMs === undefined || afterRecoveryMs === undefined)
		return target(outcome, name, Number.POSITIVE_INFINITY, MOST.shutdownMs);
	return afterRecoveryMs < 0
		? target(
				outcome,
				`${name}: ms to its deadline`,
				shutdownMs,
				MOST.shutdownMs,
			)
		: target(
				outcome,
				`${name}: ms after recovery`,
				afterRecoveryMs,
				MOST.afterRecoveryMs,
			);
}

/** What must not be of our client, in words; each fails the run. */
export function faultsOf({ delivery, failures, exit }: Results): string[] {
	const counted = [
		...(delivery ?? []).map((each) => ({ ...each, what: "delivery" })),
		...(failures ?? []).map((each) => ({ ...each, what: each.scenario })),
		...(exit?.exits ?? []).map((each) => ({ ...each, what: "exit" })),
	].filter(isOfOurs);
	return [
		...counted.flatMap(({ contender, what, events, stored, storedTwice }) => [
			...(stored < events
				? [`${TITLES[contender]}, ${what}: ${events - stored} events are lost`]
				: []),
			...(storedTwice > 0
				? [
						`${TITLES[contender]}, ${what}: ${storedTwice} events are stored twice`,
					]
				: []),
		]),
		...(exit?.kills ?? [])
			.filter(isOfOurs)
			.filter(({ holes }) => holes > 0)
			.map(
				({ contender, holes }) =>
					`${TITLES[contender]}, SIGKILL: ${holes} events are lost before others that were kept`,
			),
	];
}

function isOfOurs({ contender }: { readonly contender: ContenderName }) {
	return isOurs(contender);
}

function target(
	{ contender }: { readonly contender: ContenderName },
	name: string,
	value: number,
	most: number,
): Target {
	return {
		name: `${name} (${TITLES[contender]})`,
		value,
		most,
		met: value <= most,
	};
}
