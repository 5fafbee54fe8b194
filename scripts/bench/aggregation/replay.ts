import type {
	AggregateCounts,
	Analytics,
	WireEvent,
} from "@ffmpeg-analytics/core";
import { addCosts, type Cost, costBetween } from "./cost.ts";
import { generate } from "./generate.ts";
import {
	type BenchHome,
	type HomePlace,
	openAnalytics,
	openBenchHome,
} from "./homes.ts";
import { type StreamName, streamOf } from "./streams.ts";
import { type Totals, totalsOf } from "./totals.ts";

/** What is to be replayed, and where. */
export interface ReplayTask {
	readonly stream: StreamName;
	readonly events: number;
	readonly place: HomePlace;
	/** Events a request. */
	readonly batch: number;
	/**
	 * Stored events that stay in the database's way, about: the offline Firestore looks at every
	 * document of a collection for every query. Absent where all stay.
	 */
	readonly keepEvents?: number;
}

/** One run of aggregation. */
export interface Run {
	/** Events counted before it. */
	readonly history: number;
	/** Events counted by it. */
	readonly events: number;
	readonly seconds: number;
	/** Of the ingest since the run before. */
	readonly ingested: number;
	readonly ingest: Cost;
	readonly aggregation: Cost;
}

/** What a replay found. */
export interface ReplayOutcome {
	readonly events: number;
	readonly runs: readonly Run[];
	readonly ingestSeconds: number;
	/** Of this process; the offline Firestore is another one. */
	readonly ingestCpuSeconds: number;
	readonly aggregationCpuSeconds: number;
	readonly ingest: Cost;
	readonly aggregation: Cost;
	/** Summed over the runs. */
	readonly counts: AggregateCounts;
	readonly totals: Totals;
	/** Of the process, which did nothing else. */
	readonly peakBytes: number;
	/** What the database stores for an event. */
	readonly bytesPerEvent: number;
}

const BYTES_PER_KIB = 1_024;

/** Called after each run of aggregation, as a long replay takes a while. */
export type OnRun = (run: Run) => void;

/** Replays a stream into a home, aggregating on the way, and returns what that cost. */
export async function replay(
	task: ReplayTask,
	onRun: OnRun,
): Promise<ReplayOutcome> {
	const home = await openBenchHome(task.place);
	try {
		return await new Replay(task, home, onRun).run();
	} finally {
		await home.close();
	}
}

class Replay {
	readonly #task: ReplayTask;
	readonly #home: BenchHome;
	readonly #analytics: Analytics;
	readonly #onRun: OnRun;
	readonly #runs: Run[] = [];
	#now: number;
	#ingestSeconds = 0;
	#ingestCpuSeconds = 0;
	#aggregationCpuSeconds = 0;
	#sent = 0;
	#counted = 0;
	#sentAtLastRun = 0;
	#costAtLastRun: Cost = {};
	#counts: AggregateCounts | undefined;
	/** Ids of the stored events, the oldest first; kept only where they are to be forgotten. */
	#ids: string[] = [];

	constructor(task: ReplayTask, home: BenchHome, onRun: OnRun) {
		this.#task = task;
		this.#home = home;
		this.#onRun = onRun;
		this.#now = streamOf(task.stream, task.events).start;
		this.#analytics = openAnalytics(home, () => this.#now);
	}

	async run(): Promise<ReplayOutcome> {
		const { stream: name, events, batch } = this.#task;
		const stream = streamOf(name, events);
		let nextRun = stream.start + stream.runEveryMs;
		let waiting: WireEvent[] = [];
		const send = async () => {
			if (waiting.length > 0) await this.#send(waiting);
			waiting = [];
		};
		for (const { at, event } of generate(stream)) {
			while (at >= nextRun) {
				await send();
				this.#now = nextRun;
				// A run that finds nothing costs what it costs: it is measured once, at the end.
				if (this.#counted < this.#sent) await this.#aggregate();
				nextRun += stream.runEveryMs;
				if (this.#counted === this.#sent && at > nextRun)
					nextRun +=
						Math.floor((at - nextRun) / stream.runEveryMs) * stream.runEveryMs;
			}
			this.#now = at;
			waiting.push(event);
			if (waiting.length === batch) await send();
		}
		await send();
		while (this.#counted < this.#sent) {
			this.#now = nextRun;
			await this.#aggregate();
			nextRun += stream.runEveryMs;
		}
		const peakBytes = process.resourceUsage().maxRSS * BYTES_PER_KIB;
		return {
			events: this.#counted,
			runs: this.#runs,
			ingestSeconds: this.#ingestSeconds,
			ingestCpuSeconds: this.#ingestCpuSeconds,
			aggregationCpuSeconds: this.#aggregationCpuSeconds,
			ingest: this.#runs.map((run) => run.ingest).reduce(addCosts, {}),
			aggregation: this.#runs
				.map((run) => run.aggregation)
				.reduce(addCosts, {}),
			counts: this.#counts as AggregateCounts,
			totals: await totalsOf(this.#analytics, stream),
			peakBytes,
			bytesPerEvent: await this.#home.bytesPerEvent(this.#counted),
		};
	}

	async #send(events: readonly WireEvent[]): Promise<void> {
		await this.#home.setClock(this.#now);
		const begin = performance.now();
		const cpu = process.cpuUsage();
		const verdicts = await this.#analytics.ingest(events);
		this.#ingestSeconds += secondsSince(begin);
		this.#ingestCpuSeconds += cpuSecondsSince(cpu);
		const lost = verdicts.find(({ status }) => status !== "stored");
		if (lost !== undefined)
			throw new Error(`an event was not stored: ${JSON.stringify(lost)}`);
		this.#sent += events.length;
		if (this.#task.keepEvents !== undefined)
			this.#ids.push(...events.map(({ id }) => id));
	}

	async #aggregate(): Promise<void> {
		await this.#home.setClock(this.#now);
		const before = await this.#home.cost();
		const begin = performance.now();
		const cpu = process.cpuUsage();
		const counts = await this.#analytics.aggregate();
		const seconds = secondsSince(begin);
		this.#aggregationCpuSeconds += cpuSecondsSince(cpu);
		const after = await this.#home.cost();
		const events = counts.events + counts.expired;
		const run: Run = {
			history: this.#counted,
			events,
			seconds,
			ingested: this.#sent - this.#sentAtLastRun,
			ingest: costBetween(this.#costAtLastRun, before),
			aggregation: costBetween(before, after),
		};
		this.#runs.push(run);
		this.#onRun(run);
		this.#counts = sumCounts(this.#counts, counts);
		this.#counted += events;
		this.#sentAtLastRun = this.#sent;
		await this.#forget();
		this.#costAtLastRun = await this.#home.cost();
	}

	async #forget(): Promise<void> {
		const { keepEvents } = this.#task;
		if (keepEvents === undefined) return;
		const surplus =
			this.#counted - keepEvents - (this.#sent - this.#ids.length);
		if (surplus <= 0) return;
		await this.#home.forget(this.#ids.splice(0, surplus));
	}
}

function sumCounts(
	a: AggregateCounts | undefined,
	b: AggregateCounts,
): AggregateCounts {
	if (a === undefined) return b;
	return Object.fromEntries(
		Object.entries(b).map(([name, value]) => {
			const before = a[name as keyof AggregateCounts];
			return [
				name,
				typeof value === "number" ? Number(before) + value : before && value,
			];
		}),
	) as unknown as AggregateCounts;
}

function secondsSince(begin: number): number {
	return (performance.now() - begin) / 1_000;
}

function cpuSecondsSince(begin: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(begin);
	return (user + system) / 1_000_000;
}
