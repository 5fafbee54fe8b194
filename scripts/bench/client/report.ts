import { type Column, formatTable } from "../../demo/table.ts";
import { type ContenderName, TITLES } from "./contenders/contender.ts";
import type { Results } from "./results.ts";
import type { Target } from "./targets.ts";
import type { Versions } from "./versions.ts";

/** Everything that a run found. */
export interface Report {
	readonly results: Results;
	readonly targets: readonly Target[];
	/** Any of them fails the run. */
	readonly faults: readonly string[];
	readonly versions: Versions;
}

/** The report as a person reads it: a table a section, then the targets. */
export function formatReport(report: Report): string {
	const { results, targets, faults, versions } = report;
	const sections = [
		results.cost && formatCost(results.cost),
		results.delivery && formatDelivery(results.delivery),
		results.failures && formatFailures(results.failures),
		results.exit && formatExit(results.exit),
		results.memory && formatMemory(results.memory),
		results.install && formatInstall(results.install),
		`Targets\n${formatTargets(targets)}`,
		faults.length > 0 &&
			`Failed:\n${faults.map((each) => `  ${each}`).join("\n")}`,
		`Versions: ${Object.entries(versions)
			.map(([name, version]) => `${name} ${version}`)
			.join(", ")}`,
	];
	return `${sections.filter(Boolean).join("\n\n")}\n`;
}

const FIRST: Column = { title: "" };
const right = (title: string): Column => ({ title, align: "right" });
const columns = (...titles: string[]) => [FIRST, ...titles.map(right)];

function formatCost(cost: NonNullable<Results["cost"]>): string {
	const clockUs = cost[0]?.clockUs ?? 0;
	return `A burst of 10,000 calls; the clock's own ${clockUs.toFixed(2)} us are in them, and so is making the event
${formatTable(
	columns("mean us", "p99 us", "delay ms", "after it ms", "calls"),
	cost.map((each) => [
		TITLES[each.contender],
		each.meanUs.toFixed(1),
		each.p99Us.toFixed(1),
		each.delayMs.toFixed(0),
		each.delayAfterMs.toFixed(0),
		whole(each.calls),
	]),
)}`;
}

function formatDelivery(delivery: NonNullable<Results["delivery"]>): string {
	return `${whole(delivery[0]?.events ?? 0)} events at once; bytes on the wire with headers
${formatTable(
	columns("ms", "x floor", "bytes", "CPU us", "arrived", "twice"),
	delivery.map((each) => [
		titleOf(each),
		whole(each.durationMs),
		each.timesFloor.toFixed(2),
		each.bytesAnEvent.toFixed(1),
		each.cpuUsAnEvent.toFixed(1),
		whole(each.stored),
		whole(each.storedTwice),
	]),
)}`;
}

function formatFailures(failures: NonNullable<Results["failures"]>): string {
	return `2,000 events over 4 s, then shutdown, while the sink fails; again: came again under the same id
${formatTable(
	[
		FIRST,
		{ title: "sink" },
		...[
			"stored",
			"twice",
			"lost",
			"again",
			"shutdown s",
			"after recovery s",
		].map(right),
	],
	failures.map((each) => [
		TITLES[each.contender],
		each.scenario,
		whole(each.stored),
		whole(each.storedTwice),
		whole(each.events - each.stored),
		whole(each.arrivedAgain),
		seconds(each.shutdownMs),
		seconds(each.afterRecoveryMs),
	]),
)}`;
}

function formatExit({ exits, kills }: NonNullable<Results["exit"]>): string {
	return `process.exit() straight after 100 calls, and SIGKILL at one event a ms; then another start
${formatTable(
	columns(
		"arrived of 100",
		"kills",
		"tracked",
		"lost",
		"oldest lost ms",
		"holes",
	),
	exits.map((exit) => {
		const kill = kills.find(({ contender }) => contender === exit.contender);
		return [
			TITLES[exit.contender],
			whole(exit.stored),
			...(kill === undefined
				? []
				: [kill.kills, kill.tracked, kill.lost, kill.oldestLostMs, kill.holes]
			).map(whole),
		];
	}),
)}`;
}

function formatMemory(memory: NonNullable<Results["memory"]>): string {
	return `Resident memory above the start, with the sink down
${formatTable(
	columns("calls", "MB"),
	memory.map((each) => [
		TITLES[each.contender],
		whole(each.calls),
		each.residentMb.toFixed(1),
	]),
)}`;
}

function formatInstall(install: NonNullable<Results["install"]>): string {
	return `Install
${formatTable(
	columns("packages", "MB", "import ms"),
	install.map((each) => [
		each.contender === "ours" ? "this client" : TITLES[each.contender],
		whole(each.packages),
		each.megabytes.toFixed(2),
		each.importMs.toFixed(1),
	]),
)}`;
}

function formatTargets(targets: readonly Target[]): string {
	return formatTable(
		[...columns("measured", "at most"), { title: "" }],
		targets.map(({ name, value, most, met }) => [
			name,
			figure(value),
			figure(most),
			met ? "met" : "NOT MET",
		]),
	);
}

function titleOf({
	contender,
	tuned,
}: {
	readonly contender: ContenderName;
	readonly tuned: boolean;
}): string {
	return `${TITLES[contender]}${tuned ? ", tuned" : ""}`;
}

function figure(value: number): string {
	return value >= 100 ? whole(value) : String(Number(value.toFixed(2)));
}

function seconds(ms: number | undefined): string {
	return ms === undefined ? "never" : (ms / 1_000).toFixed(1);
}

function whole(value: number): string {
	return Math.round(value).toLocaleString("en-US");
}
