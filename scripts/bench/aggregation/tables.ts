// It imports types only, so that Node can load it as it is.
import { COLLECTIONS } from "../../../functions/src/store/collections.ts";
import { formatTable } from "../../demo/table.ts";
import { median } from "../statistics.ts";
import { type Cost, totalOf } from "./cost.ts";
import {
	costPerEvent,
	type HistoryMeasurement,
	historyPoints,
	kindsOf,
	type Measurement,
	ratedRuns,
	rateOf,
	type Target,
} from "./report.ts";

const TITLES: Readonly<Record<Measurement["home"], string>> = {
	sqlite: "SQLite",
	firestore: "offline Firestore",
};

const KINDS: Readonly<Record<string, string>> = {
	[COLLECTIONS.events]: "events",
	[COLLECTIONS.users]: "user records",
	[COLLECTIONS.userMonths]: "users' older months",
	[COLLECTIONS.shards]: "shard heads",
	[COLLECTIONS.deltas]: "deltas",
	[COLLECTIONS.state]: "totals head",
	[COLLECTIONS.patterns]: "patterns",
	[COLLECTIONS.usageDays]: "usage days",
	[COLLECTIONS.templates]: "templates",
	[COLLECTIONS.parts]: "parts of large records",
};

const BYTES_PER_MB = 1_000_000;

/** What the streams are, one a line. */
export function formatStreams(measurements: readonly Measurement[]): string {
	const streams = new Map(
		measurements.map(({ stream }) => [stream.name, stream.about]),
	);
	return formatTable(
		[{ title: "stream" }, { title: "what it is" }],
		[...streams],
	);
}

/** Documents per event of ingest and aggregation, stream by stream. */
export function formatCosts(measurements: readonly Measurement[]): string {
	return formatTable(
		[
			{ title: "stream" },
			...[
				"events a request",
				"events",
				"runs",
				"patterns",
				"ingest r",
				"w",
				"aggregation r",
				"w",
				"d",
				"together r",
				"w",
				"late",
			].map(right),
		],
		onFirestore(measurements).map((measurement) => {
			const { stream, batch, replay } = measurement;
			const each = (documents: number) => fixed(documents / replay.events);
			const ingest = totalOf(replay.ingest);
			const aggregation = totalOf(replay.aggregation);
			const together = costPerEvent(measurement);
			return [
				stream.name,
				String(batch),
				whole(replay.events),
				String(replay.runs.length),
				String(Object.keys(replay.totals.patterns).length),
				...[
					ingest.reads,
					ingest.writes,
					aggregation.reads,
					aggregation.writes,
					aggregation.deletes,
				].map(each),
				...[together.reads, together.writes].map(fixed),
				String(replay.counts.late),
			];
		}),
	);
}

/** Reads and writes of aggregation per event, by what was read and written. */
export function formatKinds(measurements: readonly Measurement[]): string {
	const measured = onFirestore(measurements);
	const kinds = kindsOf(
		measured.map(({ replay }) => replay.aggregation),
		Object.keys(KINDS),
	);
	return formatTable(
		[
			{ title: "aggregation, r / w an event" },
			...measured.map(({ stream }) => right(stream.name)),
		],
		kinds.map((kind) => [
			KINDS[kind],
			...measured.map(({ replay }) => {
				const { reads = 0, writes = 0 } = replay.aggregation[kind] ?? {};
				return `${fixed(reads / replay.events)} / ${fixed(writes / replay.events)}`;
			}),
		]),
	);
}

/** Documents of each report and job, stream by stream. */
export function formatJobs(measurements: readonly Measurement[]): string {
	const measured = onFirestore(measurements).filter(
		({ jobs }) => jobs.length > 0,
	);
	const documents = (cost: Cost | undefined) => {
		const { reads, writes, deletes } = totalOf(cost ?? {});
		return [reads, writes, deletes].map(whole).join(" / ");
	};
	return formatTable(
		[
			{ title: "documents r / w / d" },
			...measured.map(({ stream }) => right(stream.name)),
		],
		(measured[0]?.jobs ?? []).map(({ name }) => [
			name,
			...measured.map(({ jobs }) =>
				documents(jobs.find((job) => job.name === name)?.cost),
			),
		]),
	);
}

/** How a run's cost changes as more has been counted before it. */
export function formatHistories(
	histories: readonly HistoryMeasurement[],
): string {
	return formatTable(
		[
			{ title: "home" },
			...["counted events", "r an event", "w an event", "events/s"].map(right),
		],
		histories.flatMap((measurement) =>
			historyPoints(measurement).map((point) => [
				TITLES[measurement.home],
				whole(point.history),
				...(measurement.home === "sqlite"
					? [undefined, undefined]
					: [fixed(point.reads), fixed(point.writes)]),
				whole(point.eventsPerSecond),
			]),
		),
	);
}

/** Speed and memory of a run, and of the naive way, which needs all events for every run. */
export function formatSpeeds(measurements: readonly Measurement[]): string {
	return formatTable(
		[
			{ title: "home" },
			{ title: "stream" },
			...[
				"ingest events/s",
				"aggregation events/s",
				"lowest",
				"highest",
				"a run, s",
				"naive run, s",
				"naive / run",
				"peak MB",
				"naive peak MB",
				"bytes an event",
				"CPU ms / 1,000 events: ingest",
				"aggregation",
			].map(right),
		],
		measurements.map(({ home, stream, replay, naive }) => {
			const runs = ratedRuns(replay.runs);
			const rates = runs.map(rateOf);
			const run = median(runs.map(({ seconds }) => seconds));
			const perThousandMs = (seconds: number) =>
				(seconds / replay.events) * 1_000_000;
			const naiveRun = naive.scanSeconds + naive.groupSeconds;
			return [
				TITLES[home],
				stream.name,
				whole(replay.events / replay.ingestSeconds),
				whole(median(rates)),
				whole(Math.min(...rates)),
				whole(Math.max(...rates)),
				run.toFixed(2),
				naiveRun.toFixed(2),
				(naiveRun / run).toFixed(1),
				whole(replay.peakBytes / BYTES_PER_MB),
				whole(naive.peakBytes / BYTES_PER_MB),
				whole(replay.bytesPerEvent),
				whole(perThousandMs(replay.ingestCpuSeconds)),
				whole(perThousandMs(replay.aggregationCpuSeconds)),
			];
		}),
	);
}

/** What is promised, and whether it holds. */
export function formatTargets(targets: readonly Target[]): string {
	return formatTable(
		[{ title: "target" }, right("measured"), right("bound"), { title: "" }],
		targets.map(({ name, value, bound, kind, met }) => [
			name,
			value >= 1_000 ? whole(value) : fixed(value),
			`${kind} ${bound.toLocaleString("en-US")}`,
			met ? "met" : "NOT MET",
		]),
	);
}

function onFirestore(measurements: readonly Measurement[]): Measurement[] {
	return measurements.filter(({ home }) => home === "firestore");
}

function right(title: string) {
	return { title, align: "right" as const };
}

function fixed(value: number): string {
	return value.toFixed(3);
}

function whole(value: number): string {
	return Math.round(value).toLocaleString("en-US");
}
