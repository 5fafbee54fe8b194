import { formatTable } from "../../demo/table.ts";
import { median, percentile } from "../statistics.ts";
import type { Load } from "./load.ts";

/** Who is measured. */
export type ContenderName =
	| "bare"
	| "express"
	| "sqlite-1"
	| "sqlite-100"
	| "floor-100"
	| "firestore-1"
	| "firestore-100";

const TITLES: Readonly<Record<ContenderName, string>> = {
	bare: "node:http, parses the body",
	express: "Express + zod + rate limit, stores nothing",
	"sqlite-1": "SQLite, 1 event a request",
	"sqlite-100": "SQLite, 100 events a request",
	"floor-100": "SQLite, 100 a request, parses and stores only",
	"firestore-1": "offline Firestore, 1 event a request",
	"firestore-100": "offline Firestore, 100 events a request",
};

/** One contender's turn in one round. */
export interface Turn {
	readonly contender: ContenderName;
	/** From 0. */
	readonly round: number;
	readonly requestsPerSecond: number;
	readonly eventsPerSecond: number;
	readonly p50Ms: number;
	readonly p99Ms: number;
	readonly non2xx: number;
	/** Shares of one CPU. */
	readonly loadCpu: number;
	readonly serverCpu: number | undefined;
	/** What must not be, in words; empty where all is well. */
	readonly faults: readonly string[];
}

/**
 * Reads a turn out of what was seen. `rows` is what the database holds; a request that was cut off
 * at the end may have been stored, or not.
 */
export function judgeTurn(
	contender: ContenderName,
	round: number,
	eventsPerRequest: number,
	load: Load,
	rows: number | undefined,
): Turn {
	const { eventsAcknowledged, eventsSent, non2xx, errors, notStored } = load;
	const requestsPerSecond = load.requests / load.seconds;
	const faults = [
		...(non2xx > 0 ? [`${non2xx} answers were not 2xx`] : []),
		...(errors > 0 ? [`${errors} requests were not answered`] : []),
		...(notStored > 0 ? [`${notStored} answers did not say stored`] : []),
		...(load.requests === 0 ? ["nothing was answered"] : []),
		...(rows === undefined || (rows >= eventsAcknowledged && rows <= eventsSent)
			? []
			: [
					`${rows} rows, but ${eventsAcknowledged} events were acknowledged and ${eventsSent} sent`,
				]),
	];
	return {
		contender,
		round,
		requestsPerSecond,
		eventsPerSecond: requestsPerSecond * eventsPerRequest,
		p50Ms: percentile(load.latenciesMs, 0.5),
		p99Ms: percentile(load.latenciesMs, 0.99),
		non2xx,
		loadCpu: load.loadCpu,
		serverCpu: load.serverCpu,
		faults,
	};
}

/** A comparison of two contenders, and what is wanted of it. */
interface RatioRule {
	readonly name: string;
	readonly of: ContenderName;
	readonly to: ContenderName;
	/** The least that it shall be; none where nothing is promised. */
	readonly target?: number;
}

/** In events/s, which for one event a request is requests/s. */
const RATIOS: readonly RatioRule[] = [
	{
		name: "SQLite, 1 event / Express + zod + rate limit",
		of: "sqlite-1",
		to: "express",
		target: 0.5,
	},
	{
		name: "SQLite, 100 events / 1 event, in events/s",
		of: "sqlite-100",
		to: "sqlite-1",
		target: 15,
	},
	{
		name: "SQLite, 100 events: all that is done / parsing and storing only",
		of: "sqlite-100",
		to: "floor-100",
	},
	{
		name: "parsing and storing only, 100 events / SQLite, 1 event",
		of: "floor-100",
		to: "sqlite-1",
	},
	{
		name: "Express + zod + rate limit / node:http",
		of: "express",
		to: "bare",
	},
	{
		name: "offline Firestore, 1 event / Express + zod + rate limit",
		of: "firestore-1",
		to: "express",
	},
	{
		name: "offline Firestore, 100 events / 1 event, in events/s",
		of: "firestore-100",
		to: "firestore-1",
	},
];

/** A ratio as it was measured. */
export interface Ratio {
	readonly name: string;
	/** The median of the rounds' ratios. */
	readonly value: number;
	readonly perRound: readonly number[];
	readonly target: number | undefined;
	/** Undefined where nothing is promised. */
	readonly met: boolean | undefined;
}

/** What a contender did, as medians over its turns. */
export type Summary = Omit<Turn, "round" | "faults" | "non2xx"> & {
	readonly title: string;
	/** Of all rounds. */
	readonly non2xx: number;
};

/** Everything that a run found. */
export interface Report {
	readonly contenders: readonly Summary[];
	readonly ratios: readonly Ratio[];
	/** Any of them fails the run. */
	readonly faults: readonly string[];
}

/** Sums up a run. */
export function summarize(turns: readonly Turn[]): Report {
	const byContender = Map.groupBy(turns, ({ contender }) => contender);
	return {
		contenders: [...byContender.values()].map(summaryOf),
		ratios: RATIOS.flatMap((rule) => ratioOf(rule, byContender) ?? []),
		faults: turns.flatMap(({ contender, round, faults }) =>
			faults.map((fault) => `${contender}, round ${round + 1}: ${fault}`),
		),
	};
}

function summaryOf(turns: [Turn, ...Turn[]] | Turn[]): Summary {
	const middle = (figure: (turn: Turn) => number) => median(turns.map(figure));
	const contender = (turns[0] as Turn).contender;
	return {
		contender,
		title: TITLES[contender],
		requestsPerSecond: middle((turn) => turn.requestsPerSecond),
		eventsPerSecond: middle((turn) => turn.eventsPerSecond),
		p50Ms: middle((turn) => turn.p50Ms),
		p99Ms: middle((turn) => turn.p99Ms),
		non2xx: turns.reduce((sum, turn) => sum + turn.non2xx, 0),
		loadCpu: middle((turn) => turn.loadCpu),
		serverCpu: turns.some((turn) => turn.serverCpu === undefined)
			? undefined
			: middle((turn) => turn.serverCpu ?? Number.NaN),
	};
}

/** Round by round, as the machine may be slower in one than in another. */
function ratioOf(
	{ name, of, to, target }: RatioRule,
	turns: ReadonlyMap<ContenderName, readonly Turn[]>,
): Ratio | undefined {
	const [measured, base] = [turns.get(of), turns.get(to)];
	if (measured === undefined || base === undefined) return undefined;
	const perRound = measured.flatMap(({ round, eventsPerSecond }) => {
		const other = base.find((turn) => turn.round === round);
		return other === undefined ? [] : eventsPerSecond / other.eventsPerSecond;
	});
	const value = median(perRound);
	const met = target === undefined ? undefined : value >= target;
	return { name, value, perRound, target, met };
}

/** The report as a person reads it. */
export function formatReport({ contenders, ratios, faults }: Report): string {
	const right = (title: string) => ({ title, align: "right" as const });
	const figures = formatTable(
		[
			{ title: "contender" },
			...[
				"requests/s",
				"events/s",
				"p50 ms",
				"p99 ms",
				"non-2xx",
				"server CPU",
				"load CPU",
			].map(right),
		],
		contenders.map((each) => [
			each.title,
			whole(each.requestsPerSecond),
			whole(each.eventsPerSecond),
			each.p50Ms.toFixed(1),
			each.p99Ms.toFixed(1),
			String(each.non2xx),
			share(each.serverCpu),
			share(each.loadCpu),
		]),
	);
	const comparison = formatTable(
		[
			{ title: "ratio" },
			...["median", "lowest", "highest", "target", "met"].map(right),
		],
		ratios.map(({ name, value, perRound, target, met }) => [
			name,
			value.toFixed(2),
			Math.min(...perRound).toFixed(2),
			Math.max(...perRound).toFixed(2),
			target === undefined ? undefined : `>= ${target}`,
			met === undefined ? undefined : met ? "yes" : "NO",
		]),
	);
	const wrong = faults.map((fault) => `  ${fault}\n`).join("");
	return `${figures}\n\n${comparison}\n${wrong && `\nFailed:\n${wrong}`}`;
}

function whole(value: number): string {
	return Math.round(value).toLocaleString("en-US");
}

function share(value: number | undefined): string | undefined {
	return value === undefined ? undefined : `${Math.round(value * 100)} %`;
}
