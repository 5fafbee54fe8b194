import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callersOf } from "../../../api/testing/serve";
import { parseExposition } from "../../testing/exposition";
import { sessionsOf } from "../../testing/operations";
import { KEYS, serveHome } from "../../testing/served-home";

const { INGEST_KEYS: ingest, READER_KEYS: read, ADMIN_KEYS: admin } = KEYS;
const PREFIX = "ffmpeg_analytics_";

describe("the metrics of a home", () => {
	let folder: string;
	const closers: (() => Promise<void>)[] = [];
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "metrics-"));
	});
	afterEach(async () => {
		for (const close of closers.splice(0)) await close();
		rmSync(folder, { recursive: true, force: true });
	});

	async function open() {
		const home = await serveHome(join(folder, "a.sqlite"));
		closers.push(() => home.close());
		const { call, post } = callersOf(home.url);
		return {
			call,
			report: (body: unknown) => post("/logOperation", body, { key: ingest }),
			run: (job: string) =>
				call(`/api/v1/jobs/${job}`, { method: "POST", key: admin }),
			/** The home's own samples, by their names and labels without what all have in common. */
			async scrape() {
				const { text, headers } = await call("/api/v1/metrics", { key: read });
				expect(headers["content-type"]).toBe(
					"text/plain; version=0.0.4; charset=utf-8",
				);
				const samples = new Map<string, number>();
				for (const family of parseExposition(text).values())
					for (const [key, value] of family.samples)
						samples.set(key.replace(PREFIX, ""), value);
				return samples;
			},
		};
	}

	it("are for readers", async () => {
		const { call } = await open();
		const statuses: number[] = [];
		for (const key of [undefined, ingest, read, admin])
			statuses.push(
				(await call("/api/v1/metrics", key === undefined ? {} : { key }))
					.status,
			);
		expect(statuses).toEqual([401, 403, 200, 200]);
	});

	it("are those that docs/metrics.md tells of", async () => {
		const { call } = await open();
		const { text } = await call("/api/v1/metrics", { key: read });
		const page = readFileSync(
			join(__dirname, "../../../docs/metrics.md"),
			"utf8",
		);
		const told = page
			.split("\n")
			.filter((line) => line.startsWith("| `"))
			.flatMap((line) => line.match(/ffmpeg_analytics_\w+/g) ?? []);
		const names = [...parseExposition(text).keys()];
		// Of the process, whose metrics a home of its own alone has.
		expect([...names, "ffmpeg_analytics_build_info"].toSorted()).toEqual(
			told.toSorted(),
		);
	});

	it("count events by what became of them, from zero on", async () => {
		const { report, call, scrape } = await open();
		const stored = 'events_total{source="ingest",verdict="stored"}';
		expect((await scrape()).get(stored)).toBe(0);
		const events = sessionsOf(2, Date.now() - 60_000);
		const [first] = events;
		await report({ events: [...events, first, {}, { ...first, id: "?" }] });
		await report({ ...first, metrics: { success: false, processingTime: 1 } });
		await report({ ...first, id: "old", timestamp: 0 });
		await call("/api/v1/import", {
			method: "POST",
			key: admin,
			headers: { "content-type": "application/x-ndjson" },
			body: `${JSON.stringify(first)}\n`,
		});
		const samples = await scrape();
		const counted = [...samples].filter(
			([name, count]) => name.startsWith("events_total") && count > 0,
		);
		expect(Object.fromEntries(counted)).toEqual({
			[stored]: 6,
			'events_total{source="ingest",verdict="duplicate"}': 1,
			'events_total{source="ingest",verdict="rejected",code="invalid_event"}': 2,
			'events_total{source="ingest",verdict="rejected",code="id_conflict"}': 1,
			'events_total{source="ingest",verdict="rejected",code="too_old"}': 1,
			'events_total{source="import",verdict="duplicate"}': 1,
		});
		expect(samples.get("ingest_commit_duration_seconds_count")).toBe(3);
		expect(samples.get("ingest_waiting_events")).toBe(0);
	});

	it("tell what aggregation has yet to count, and time the jobs", async () => {
		const { report, run, scrape } = await open();
		await report({ events: sessionsOf(5, Date.now() - 60_000) });
		const before = await scrape();
		expect(before.get("uncounted_events")).toBe(15);
		const age = before.get("oldest_uncounted_event_age_seconds") ?? -1;
		expect(age).toBeGreaterThan(0);
		expect(age).toBeLessThan(30);
		expect(before.get('job_duration_seconds_count{job="aggregate"}')).toBe(0);
		await run("aggregate");
		await run("purge?dryRun=true");
		const after = await scrape();
		expect(after.get("uncounted_events")).toBe(0);
		expect(after.get("oldest_uncounted_event_age_seconds")).toBe(0);
		expect(after.get('job_duration_seconds_count{job="aggregate"}')).toBe(1);
		expect(after.get('job_failures_total{job="aggregate"}')).toBe(0);
		expect(after.get('job_duration_seconds_count{job="purge"}')).toBe(0);
		const ended = after.get(
			'job_last_success_timestamp_seconds{job="aggregate"}',
		);
		expect(Math.abs((ended ?? 0) - Date.now() / 1_000)).toBeLessThan(30);
	});

	it("time requests by route and status, and let callers make no labels", async () => {
		const { call, report, scrape } = await open();
		await report({});
		for (const id of ["trim~resize", "nobody-knows-it"])
			await call(`/api/v1/templates/${id}`, { key: read });
		for (const path of ["/nobody-knows-it", "/nobody-knows-it/either"])
			await call(path, { method: "PROPFIND" });
		const samples = await scrape();
		const counts = [...samples]
			.filter(([name]) =>
				name.startsWith("http_request_duration_seconds_count"),
			)
			.map(([name, count]) => [name.slice(name.indexOf("{")), count]);
		expect(Object.fromEntries(counts)).toEqual({
			'{method="POST",route="/logOperation",status="4xx"}': 1,
			'{method="GET",route="/api/v1/templates/:id",status="4xx"}': 2,
			'{method="other",route="none",status="4xx"}': 2,
		});
		expect([...samples.keys()].join()).not.toContain("nobody-knows-it");
		expect(samples.get("http_received_bytes_total")).toBeGreaterThan(500);
		expect(samples.get("http_sent_bytes_total")).toBeGreaterThan(500);
		expect(samples.get("http_connections")).toBeGreaterThan(0);
	});
});
