import type { WireEvent } from "@ffmpeg-analytics/core";
import { naivePatterns, naiveUsage } from "../../../core/testing/naive-totals";
import { type Cost, costBetween } from "./cost.ts";
import { generate } from "./generate.ts";
import { type HomePlace, openBenchHome } from "./homes.ts";
import { type Stream, type StreamName, streamOf } from "./streams.ts";
import { patternText, rangeOf, type Totals, usageText } from "./totals.ts";

/** Which stream was replayed, and where its events are. */
export interface NaiveTask {
	readonly stream: StreamName;
	readonly events: number;
	/** Absent where the events are no longer stored: then they are generated again. */
	readonly place?: HomePlace;
}

/** What the naive way gave. */
export interface NaiveOutcome {
	readonly events: number;
	/** To read every event. */
	readonly scanSeconds: number;
	readonly scan: Cost;
	/** To sort, group and count them in memory. */
	readonly groupSeconds: number;
	readonly totals: Totals;
	/** Of the process, which did nothing else. */
	readonly peakBytes: number;
}

const BYTES_PER_KIB = 1_024;

/** Reads all events and groups them in memory: what one run costs without any state. */
export async function naive({
	stream: name,
	events: count,
	place,
}: NaiveTask): Promise<NaiveOutcome> {
	const stream = streamOf(name, count);
	const begin = performance.now();
	const { events, scan } =
		place === undefined
			? { events: [...generate(stream)].map(({ event }) => event), scan: {} }
			: await scanEvents(place);
	const scanned = performance.now();
	const totals = naiveTotals(events, stream);
	return {
		events: events.length,
		scanSeconds: (scanned - begin) / 1_000,
		scan,
		groupSeconds: (performance.now() - scanned) / 1_000,
		totals,
		peakBytes: process.resourceUsage().maxRSS * BYTES_PER_KIB,
	};
}

/** By code that shares nothing with the homes'. */
function naiveTotals(events: readonly WireEvent[], stream: Stream): Totals {
	const { start, end } = rangeOf(stream);
	return {
		patterns: Object.fromEntries(
			Object.entries(naivePatterns(events)).map(([name, pattern]) => [
				name,
				patternText(pattern),
			]),
		),
		usage: usageText(naiveUsage(events, Date.parse(start), Date.parse(end))),
	};
}

async function scanEvents(
	place: HomePlace,
): Promise<{ events: WireEvent[]; scan: Cost }> {
	const home = await openBenchHome(place);
	try {
		const before = await home.cost();
		const events = await home.scan();
		return { events, scan: costBetween(before, await home.cost()) };
	} finally {
		await home.close();
	}
}
