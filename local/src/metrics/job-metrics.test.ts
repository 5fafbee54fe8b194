import { Registry } from "@prometheus-io/client";
import { fakeAnalytics } from "../../../api/testing/fake-analytics";
import { parseExposition } from "../../testing/exposition";
import { timeJobs } from "./job-metrics";

it("a job that fails counts as a run, as a failure, and as no success", async () => {
	const registry = new Registry();
	const analytics = timeJobs(
		fakeAnalytics({ audit: () => Promise.reject(new Error("no audit")) }),
		registry,
	);
	await expect(analytics.audit()).rejects.toThrow("no audit");
	const metrics = parseExposition(await registry.metrics());
	const read = (name: string) =>
		metrics
			.get(`ffmpeg_analytics_job_${name}`)
			?.samples.get(`ffmpeg_analytics_job_${name}{job="audit"}`);
	expect(read("failures_total")).toBe(1);
	expect(read("last_success_timestamp_seconds")).toBeUndefined();
	expect(
		metrics
			.get("ffmpeg_analytics_job_duration_seconds")
			?.samples.get('ffmpeg_analytics_job_duration_seconds_count{job="audit"}'),
	).toBe(1);
});
