import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type {
	OperationSequencePattern,
	UsageStatistics,
	WireEvent,
} from "@ffmpeg-analytics/core";
import { naivePatterns, naiveUsage } from "@ffmpeg-analytics/core/testing";
import { signUp } from "./account";
import { emulatedKeys } from "./emulated-keys";
import {
	type EmulatorSuite,
	findEmulatorSuite,
	fireSchedule,
	functionUrl,
} from "./emulator-suite";
import { runCommand } from "./run-command";
import { workday } from "./workday";

jest.setTimeout(120_000);

/** Shards may end in the minute after the first merge's turn; theirs comes with the next minute. */
const MERGED_MS = 170_000;

async function call(
	url: string,
	key: string,
	body?: unknown,
): Promise<{ status: number; json: Record<string, unknown> }> {
	const answer = await fetch(url, {
		method: body === undefined ? "GET" : "POST",
		headers: {
			"Content-Type": "application/json",
			...(key === "" ? {} : { Authorization: `Bearer ${key}` }),
		},
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	return {
		status: answer.status,
		json: (await answer.json()) as Record<string, unknown>,
	};
}

async function waitUntil(
	isSo: () => Promise<boolean>,
	timeoutMs: number,
): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await isSo())) {
		if (Date.now() > deadline) throw new Error(`not so in ${timeoutMs} ms`);
		await sleep(2_000);
	}
}

describe("the Firebase home, from HTTP in to patterns out", () => {
	const keys = emulatedKeys();
	const events = workday(Date.now());
	let suite: EmulatorSuite;

	beforeAll(async () => {
		suite = await findEmulatorSuite();
	});

	it("is healthy through Hosting and through its function", async () => {
		const urls = [
			`${suite.hostingUrl}/api/v1/health`,
			`${functionUrl(suite, "api")}/api/v1/health`,
			`${functionUrl(suite, "api")}/v1/health`,
		];
		for (const url of urls)
			expect(await call(url, "")).toMatchObject({
				status: 200,
				json: { status: "ok" },
			});
	});

	it("turns strangers away", async () => {
		const ingest = `${suite.hostingUrl}/logOperation`;
		expect((await call(ingest, "", events[0])).status).toBe(401);
		expect((await call(ingest, "not-a-key-of-ours", events[0])).status).toBe(
			401,
		);
		expect(
			(await call(`${suite.hostingUrl}/api/v1/sequences`, "")).status,
		).toBe(401);
		expect(
			(await call(`${suite.hostingUrl}/api/v1/jobs/aggregate`, keys.reader, {}))
				.status,
		).toBe(403);
	});

	it("knows people by their ID tokens and claims", async () => {
		const usage = `${suite.hostingUrl}/api/v1/usage`;
		const account = await signUp(suite, `e2e-${Date.now()}@example.com`);
		expect((await call(usage, account.idToken)).status).toBe(403);
		const reader = await account.withClaims({ role: "analyst" });
		expect((await call(usage, reader)).status).toBe(200);
		const jobs = `${suite.hostingUrl}/api/v1/jobs/purge`;
		expect((await call(jobs, reader, {})).status).toBe(403);
		const admin = await account.withClaims({ admin: true });
		expect((await call(jobs, admin, {})).status).toBe(200);
		await account.disable();
		expect((await call(usage, admin)).status).toBe(401);
	});

	it.each([
		["broken JSON", '{"id":', {}],
		["no gzip", "{}", { "Content-Encoding": "gzip" }],
		["broken JSON in gzip", gzipSync("{"), { "Content-Encoding": "gzip" }],
	])("answers a body that is %s itself", async (_, body, headers) => {
		const answer = await fetch(functionUrl(suite, "logOperation"), {
			method: "POST",
			headers: {
				"Content-Type": "application/json",
				Authorization: `Bearer ${keys.ingest}`,
				...headers,
			},
			body,
		});
		expect(answer.status).toBe(400);
		expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
		expect(await answer.json()).toMatchObject({ code: "invalid_request" });
	});

	it("takes events through Hosting and through the function, each once", async () => {
		const half = Math.ceil(events.length / 2);
		const through = async (
			url: string,
			batch: readonly WireEvent[],
			expected: object,
		) => {
			const body = { sentAt: new Date().toISOString(), events: batch };
			expect(await call(url, keys.ingest, body)).toMatchObject({
				status: 200,
				json: expected,
			});
		};
		const hosting = `${suite.hostingUrl}/logOperation`;
		const direct = functionUrl(suite, "logOperation");
		await through(hosting, events.slice(0, half), { stored: half });
		await through(direct, events.slice(half, -1), {
			stored: events.length - half - 1,
		});
		await through(direct, events.slice(0, half), {
			stored: 0,
			duplicates: half,
		});
		const last = events.at(-1);
		expect(await call(direct, keys.ingest, last)).toEqual({
			status: 200,
			json: { id: last?.id, status: "stored" },
		});
		expect(await call(hosting, keys.ingest, last)).toEqual({
			status: 200,
			json: { id: last?.id, status: "duplicate" },
		});
		expect(
			await call(hosting, keys.ingest, { ...last, platform: "webapp" }),
		).toMatchObject({ status: 409, json: { code: "id_conflict" } });
		expect(
			await call(hosting, keys.ingest, { ...last, userId: "ada" }),
		).toMatchObject({ status: 400, json: { code: "invalid_event" } });
	});

	it(
		"aggregates on its schedule, task by task, equal to one batch over the same events",
		async () => {
			await Promise.all([
				fireSchedule(suite, "aggregateOperations"),
				fireSchedule(suite, "aggregateOperations"),
			]);
			// The schedule has only filled the queues; a merge begins with the next minute.
			await waitUntil(async () => {
				const usage = await call(
					`${suite.hostingUrl}/api/v1/usage`,
					keys.reader,
				);
				return usage.json.totalOperations === events.length;
			}, MERGED_MS);
			const { json } = await call(
				`${suite.hostingUrl}/api/v1/sequences?limit=1000`,
				keys.reader,
			);
			const sequences = json.sequences as OperationSequencePattern[];
			expect(
				Object.fromEntries(
					sequences.map((sequence) => [
						sequence.pattern,
						{
							operations: sequence.operations,
							frequency: sequence.frequency,
							sessionCount: sequence.sessionCount,
							avgDuration: sequence.avgDuration,
							successRate: sequence.successRate,
							userCount: sequence.userCount,
							workflowTypes: sequence.workflowTypes,
						},
					]),
				),
			).toEqual(naivePatterns(events));
		},
		MERGED_MS + 30_000,
	);

	it("answers who did what, how often and how well", async () => {
		const { json } = await call(
			`${suite.hostingUrl}/api/v1/usage`,
			keys.reader,
		);
		const usage = json as unknown as UsageStatistics;
		const expected = naiveUsage(
			events,
			Date.parse(usage.start),
			Date.parse(usage.end),
		);
		expect(usage).toMatchObject({
			totalOperations: expected.totalOperations,
			uniqueUsers: expected.uniqueUsers,
			avgProcessingTime: expected.avgProcessingTime,
			successRate: expected.successRate,
		});
		expect(expected.totalOperations).toBe(events.length);
		expect(usage.errorAnalysis).toEqual([
			expect.objectContaining({ category: "input_not_found" }),
		]);
	});

	it("flags templates on its schedule", async () => {
		await fireSchedule(suite, "flagTemplates");
		const { json } = await call(
			`${suite.hostingUrl}/api/v1/templates`,
			keys.reader,
		);
		expect(json.templates).toContainEqual(
			expect.objectContaining({
				pattern: "trim->resize->to_mp3",
				status: "active",
			}),
		);
	});

	it("purges nothing that is young", async () => {
		await fireSchedule(suite, "purgeExpired");
		const { json } = await call(
			`${suite.hostingUrl}/api/v1/operations?limit=1000`,
			keys.reader,
		);
		const operations = json.operations as { id: string }[];
		expect(new Set(operations.map(({ id }) => id))).toEqual(
			new Set(events.map(({ id }) => id)),
		);
	});

	it("audits on its schedule, and finds counted what is stored", async () => {
		await fireSchedule(suite, "auditCounts");
		const audit = await call(
			`${suite.hostingUrl}/api/v1/jobs/audit`,
			keys.admin,
			{},
		);
		expect(audit).toMatchObject({
			status: 200,
			json: { days: 1, usersRecounted: 0, daysRepaired: 0, unexplained: 0 },
		});
		expect(audit.json.eventsStored).toBe(audit.json.eventsCounted);
	});

	it.each([
		"operations?pageToken=x",
		"sequences?pageToken=x",
		"usage?start=2026-01-02&end=2026-01-01",
		"usage?start=2020-01-01&end=2026-01-01",
		"usage?nonsense=1",
	])("says what is wrong with %s, and lives on", async (path) => {
		expect(
			await call(`${suite.hostingUrl}/api/v1/${path}`, keys.reader),
		).toMatchObject({ status: 400, json: { code: "invalid_request" } });
	});

	it("is looked after by the command line, through Hosting and by its functions", async () => {
		const api = functionUrl(suite, "api");
		const environment = {
			FIREBASE_ENDPOINT: suite.hostingUrl,
			ANALYTICS_INGEST_KEY: keys.ingest,
			ANALYTICS_READER_KEY: keys.reader,
			ANALYTICS_ADMIN_KEY: keys.admin,
		};
		const command = (...words: string[]) => runCommand(words, environment);
		const exported = await command("export");
		expect(exported.stdout.match(/\n/g)).toHaveLength(events.length);
		const imported = await runCommand(
			["import", "-", "--json"],
			environment,
			exported.stdout,
		);
		expect(JSON.parse(imported.stdout)).toMatchObject({
			stored: 0,
			duplicates: events.length,
			rejected: 0,
		});
		const report = await command("report", "--json", "--endpoint", api);
		expect(JSON.parse(report.stdout)).toMatchObject({
			totalOperations: events.length,
		});
		const atHosting = await command("doctor");
		expect(atHosting.stdout).toMatch(/^ {2}ok +ANALYTICS_INGEST_KEY /m);
		// The function takes no events.
		const atFunction = await command("doctor", "--endpoint", api);
		expect(atFunction.stdout).toMatch(/^ {2}warning +ANALYTICS_INGEST_KEY /m);
		for (const end of [exported, imported, report, atHosting, atFunction])
			expect(end).toMatchObject({ code: 0, stderr: "" });
		const refused = await command("export", "--key", keys.reader);
		expect(refused).toMatchObject({ code: 4, stdout: "" });
	});

	it("runs jobs for admins", async () => {
		expect(
			await call(
				`${functionUrl(suite, "api")}/v1/jobs/aggregate`,
				keys.admin,
				{},
			),
		).toMatchObject({ status: 200, json: { events: 0, caughtUp: true } });
	});
});
