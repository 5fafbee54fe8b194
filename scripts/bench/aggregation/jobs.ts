import { type Cost, costBetween } from "./cost.ts";
import {
	type BenchHome,
	type HomePlace,
	openAnalytics,
	openBenchHome,
} from "./homes.ts";
import { type Stream, type StreamName, streamOf } from "./streams.ts";
import { rangeOf } from "./totals.ts";

/** What one call of a use case cost. */
export interface JobOutcome {
	readonly name: string;
	readonly seconds: number;
	readonly cost: Cost;
}

const DAY_MS = 86_400_000;
const YEAR_DAYS = 365;
const MONTH_DAYS = 30;
/** The default of the HTTP API. */
const SEQUENCES = {
	minFrequency: 2,
	minSuccessRate: 0,
	minLength: 2,
	maxLength: 6,
	candidates: false,
	limit: 50,
};

/** Which stream was replayed, and where. */
export interface JobsTask {
	readonly stream: StreamName;
	readonly events: number;
	readonly place: HomePlace;
}

/**
 * Runs each report and job once on what a replay has left behind; the purge last, when the stream's
 * first month has expired.
 */
export async function runJobs({
	stream: name,
	events,
	place,
}: JobsTask): Promise<JobOutcome[]> {
	const home = await openBenchHome(place);
	try {
		return await runOn(home, streamOf(name, events));
	} finally {
		await home.close();
	}
}

async function runOn(home: BenchHome, stream: Stream): Promise<JobOutcome[]> {
	const outcomes: JobOutcome[] = [];
	const { end } = rangeOf(stream);
	let now = Date.parse(end);
	const analytics = openAnalytics(home, () => now);
	await home.setClock(now);
	// The first call also looks whether the database has as many shards as the settings say.
	await home.store.ping();
	const measure = async (name: string, job: () => Promise<unknown>) => {
		const before = await home.cost();
		const begin = performance.now();
		await job();
		const seconds = (performance.now() - begin) / 1_000;
		outcomes.push({
			name,
			seconds,
			cost: costBetween(before, await home.cost()),
		});
	};
	const usage = (days: number, more: object = {}) =>
		analytics.usage({ start: daysBefore(end, days), end, ...more });
	await measure("aggregation, nothing new", () => analytics.aggregate());
	await measure("templates, first run", () => analytics.flagTemplates());
	await measure("templates, nothing new", () => analytics.flagTemplates());
	await measure(`usage, ${MONTH_DAYS} days`, () => usage(MONTH_DAYS));
	await measure(`usage, ${YEAR_DAYS} days`, () => usage(YEAR_DAYS));
	await measure(`usage, ${YEAR_DAYS} days of one platform`, () =>
		usage(YEAR_DAYS, { platform: "mcp" }),
	);
	await measure("sequences, one page of 50", () =>
		analytics.sequences(SEQUENCES),
	);
	await measure("templates, the list", () => analytics.templates());
	now = monthAfter(stream.start) + (YEAR_DAYS + 1) * DAY_MS;
	await home.setClock(now);
	await measure("purge, a month has expired", () => analytics.purge());
	await measure("purge, nothing to do", () => analytics.purge());
	return outcomes;
}

function daysBefore(day: string, days: number): string {
	return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}

/** When the month after the one of this time begins, epoch ms. */
function monthAfter(time: number): number {
	const date = new Date(time);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
