import type { Analytics } from "@ffmpeg-analytics/core";
import {
	Counter,
	Gauge,
	Histogram,
	type Registry,
} from "@prometheus-io/client";

const JOBS = ["aggregate", "templates", "purge", "audit"] as const;

/** From one that has nothing to do to the seven minutes that a run may take. */
const BUCKETS_SECONDS = [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60, 180, 420];

/** The use cases, timing the jobs, whether they run by themselves or were asked for. */
export function timeJobs(analytics: Analytics, registry: Registry): Analytics {
	const more = { labelNames: ["job"], registers: [registry] };
	const durations = new Histogram({
		name: "ffmpeg_analytics_job_duration_seconds",
		help: "How long runs of jobs took, failed ones included.",
		buckets: BUCKETS_SECONDS,
		...more,
	});
	const failures = new Counter({
		name: "ffmpeg_analytics_job_failures_total",
		help: "Runs of jobs that failed; each is tried again at its next time.",
		...more,
	});
	const successes = new Gauge({
		name: "ffmpeg_analytics_job_last_success_timestamp_seconds",
		help: "When a run of the job last ended well; absent before the first.",
		...more,
	});
	for (const job of JOBS) {
		durations.zero({ job });
		failures.inc({ job }, 0);
	}
	const timed =
		<Parameters extends unknown[], Counts>(
			job: (typeof JOBS)[number],
			run: (...parameters: Parameters) => Promise<Counts>,
		) =>
		async (...parameters: Parameters): Promise<Counts> => {
			const stop = durations.startTimer({ job });
			try {
				const counts = await run(...parameters);
				successes.setToCurrentTime({ job });
				return counts;
			} catch (error) {
				failures.inc({ job });
				throw error;
			} finally {
				stop();
			}
		};
	const purge = timed("purge", analytics.purge);
	return {
		...analytics,
		aggregate: timed("aggregate", analytics.aggregate),
		flagTemplates: timed("templates", analytics.flagTemplates),
		// Who only asks what would go has run nothing.
		purge: (options) =>
			options?.dryRun === true ? analytics.purge(options) : purge(options),
		audit: timed("audit", analytics.audit),
	};
}
