import type { HomeLogger } from "./log";

/** Something that a home does again and again. */
export interface Job {
	readonly name: string;
	/** From the end of one run to the beginning of the next, ms. */
	readonly intervalMs: number;
	/** Returns what is worth a line in the log; undefined if nothing is. */
	run(): Promise<object | undefined>;
}

/** Time as the scheduler sees it. */
export interface Clock {
	/** Epoch ms. */
	now(): number;
	/** Resolves after so many ms, or at once when the signal is aborted. */
	sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** The jobs of a home that runs. */
export interface Scheduler {
	/**
	 * Starts no further run, and resolves when the running ones have ended, or after
	 * {@link STOP_TIMEOUT_MS}: jobs are safe to cut off anywhere.
	 */
	stop(): Promise<void>;
}

/**
 * Runs each job soon, as a restart must not put off a daily one for ever, and then at its interval;
 * two runs of one job never overlap. A job that fails is logged and tried again at its next time.
 */
export function startScheduler(
	jobs: readonly Job[],
	clock: Clock,
	log: HomeLogger,
): Scheduler {
	const stopping = new AbortController();
	const { signal } = stopping;
	const loops = jobs.map(async (job, index) => {
		await clock.sleep(FIRST_RUN_MS * (index + 1), signal);
		while (!signal.aborted) {
			await runOnce(job, clock, log);
			await clock.sleep(job.intervalMs, signal);
		}
	});
	return {
		async stop() {
			stopping.abort();
			const waiting = new AbortController();
			await Promise.race([
				Promise.all(loops),
				clock.sleep(STOP_TIMEOUT_MS, waiting.signal),
			]);
			waiting.abort();
		},
	};
}

/** How long the running jobs may take to end. */
export const STOP_TIMEOUT_MS = 10_000;

/** Jobs begin one after the other, once the first requests could be answered. */
const FIRST_RUN_MS = 1_000;

async function runOnce(job: Job, clock: Clock, log: HomeLogger): Promise<void> {
	const startedAt = clock.now();
	const fields = () => ({ job: job.name, durationMs: clock.now() - startedAt });
	try {
		const counts = await job.run();
		if (counts !== undefined) log.info("job done", { ...fields(), counts });
	} catch (error) {
		log.error("job failed", { ...fields(), error });
	}
}
