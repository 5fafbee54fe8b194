import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { randomOf } from "../../../random.ts";
import { type ContenderName, isOurs } from "../contenders/contender.ts";
import { type Bench, type Laboratory, withBench } from "../laboratory.ts";
import { startProgram } from "../program-process.ts";

/** What arrives by the next start of a host that has called `process.exit()` straight after its calls. */
export interface Exit {
	readonly contender: ContenderName;
	readonly events: number;
	readonly stored: number;
	readonly storedTwice: number;
}

/** What a host that is killed loses, over several kills. */
export interface Kill {
	readonly contender: ContenderName;
	readonly kills: number;
	readonly tracked: number;
	readonly lost: number;
	/** How long before the kill the oldest lost event was tracked, ms; the most of all kills, 0 if none is lost. */
	readonly oldestLostMs: number;
	/** Lost ones after which a later one was kept. */
	readonly holes: number;
}

/** A host that ends without asking. */
export interface ExitReport {
	readonly exits: readonly Exit[];
	readonly kills: readonly Kill[];
}

const EVENTS = 100;
const KILLS = 10;
const KILLS_OF_PEERS = 2;
const QUICK_KILLS = 2;
const KILLED_AFTER_MS_MIN = 200;
const KILLED_AFTER_MS_RANGE = 1_500;
const START_MS_MAX = 20_000;
const IDLE_MS_MAX = 3_000;
/** What peers have sent arrives. */
const ARRIVAL_MS = 300;

/** Exits and kills, of each in turn. */
export async function measureExits(
	laboratory: Laboratory,
): Promise<ExitReport> {
	const exits: Exit[] = [];
	const kills: Kill[] = [];
	for (const contender of ["ours-spool", ...laboratory.peers] as const) {
		laboratory.progress(`exit: ${contender}`);
		exits.push(await exitOnce(laboratory, contender));
		laboratory.progress(`kill: ${contender}`);
		kills.push(await killOften(laboratory, contender));
	}
	return { exits, kills };
}

function exitOnce(
	laboratory: Laboratory,
	contender: ContenderName,
): Promise<Exit> {
	return withBench(laboratory, 1, async (bench) => {
		const host = startProgram(laboratory.programFile, "exit", {
			...bench.subject(contender),
			events: EVENTS,
		});
		await host.ended;
		await startAgain(laboratory, bench, contender, EVENTS);
		const { stored, storedTwice } = await bench.sink.tally();
		return { contender, events: EVENTS, stored, storedTwice };
	});
}

async function killOften(
	laboratory: Laboratory,
	contender: ContenderName,
): Promise<Kill> {
	const random = randomOf(7);
	const count = isOurs(contender) ? KILLS : KILLS_OF_PEERS;
	const kills = laboratory.quick ? QUICK_KILLS : count;
	const total = { tracked: 0, lost: 0, oldestLostMs: 0, holes: 0 };
	for (let kill = 0; kill < kills; kill++) {
		const afterMs = KILLED_AFTER_MS_MIN + random() * KILLED_AFTER_MS_RANGE;
		const one = await killOnce(laboratory, contender, afterMs);
		total.tracked += one.tracked;
		total.lost += one.lost;
		total.holes += one.holes;
		total.oldestLostMs = Math.max(total.oldestLostMs, one.oldestLostMs);
	}
	return { contender, kills, ...total };
}

function killOnce(
	laboratory: Laboratory,
	contender: ContenderName,
	afterMs: number,
) {
	return withBench(laboratory, 1, async (bench) => {
		const logFile = join(bench.folder, "tracked.log");
		const host = startProgram(laboratory.programFile, "until-killed", {
			...bench.subject(contender),
			logFile,
		});
		await host.told("tracking", START_MS_MAX);
		await wait(afterMs);
		const killedAt = Date.now();
		await host.stop();
		const tracked = readLog(logFile);
		await startAgain(laboratory, bench, contender, tracked.length);
		return lossesOf(tracked, await bench.sink.indexes(), killedAt);
	});
}

/** An event that was tracked, and when, ms since 1970. */
export interface Tracked {
	readonly index: number;
	readonly at: number;
}

/** Compares what was tracked with what arrived. The kill comes a little after it was sent. */
export function lossesOf(
	tracked: readonly Tracked[],
	stored: ReadonlySet<number>,
	killSentAt: number,
): Omit<Kill, "contender" | "kills"> {
	const lost = tracked.filter(({ index }) => !stored.has(index));
	const lastStored = Math.max(-1, ...stored);
	const killedAt = Math.max(killSentAt, tracked.at(-1)?.at ?? 0);
	return {
		tracked: tracked.length,
		lost: lost.length,
		oldestLostMs: lost[0] === undefined ? 0 : killedAt - lost[0].at,
		holes: lost.filter(({ index }) => index < lastStored).length,
	};
}

/** A last line that was cut off is not counted. */
function readLog(file: string): Tracked[] {
	const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
	return lines.map((line) => {
		const [index, at] = line.split(" ").map(Number);
		return { index: index as number, at: at as number };
	});
}

async function startAgain(
	{ programFile }: Laboratory,
	{ sink, subject }: Bench,
	contender: ContenderName,
	events: number,
): Promise<void> {
	// A peer keeps nothing that another process could deliver.
	if (!isOurs(contender)) return wait(ARRIVAL_MS);
	const next = startProgram(programFile, "start-again", subject(contender));
	await sink.settled(events, {
		idleMsMax: IDLE_MS_MAX,
		withinMs: START_MS_MAX,
	});
	next.finish();
	await next.told("ended", START_MS_MAX);
	await next.stop();
}
