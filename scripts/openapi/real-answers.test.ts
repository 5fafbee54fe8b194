import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { WireEventInput } from "@ffmpeg-analytics/core";
import { resolve } from "../../api/testing/conformance";
import { KEYS, NOW, openWatchedHome, type WatchedHome } from "./watched-home";
import { workweek } from "./workweek";

const WEEK = workweek(NOW);
const [EVENT] = WEEK as [WireEventInput, ...WireEventInput[]];
const PAGE = "https://page.example";
const DAY_MS = 24 * 3_600_000;

const REPORTS = [
	"usage",
	"usage/operations/trim",
	"usage/errors",
	"usage/daily",
	"transitions",
	"sequences",
	"sequences/trim-%3Enever",
	"templates",
	"templates/x",
	"operations",
	"metrics",
].map((name) => `/api/v1/${name}`);
const GETS = [
	...REPORTS,
	...["health", "openapi.json", "export", "sign-in"].map(
		(name) => `/api/v1/${name}`,
	),
];
const JOBS = ["aggregate", "templates", "purge", "audit"].map(
	(name) => `/api/v1/jobs/${name}`,
);

const IDENTIFY = "/api/v1/sequences/identify";
/** What a user did: for readers only. */
const QUESTION = { userId: EVENT.userId };

const EXPORT = "/api/v1/export";
const IMPORT = "/api/v1/import";
const NDJSON = { "content-type": "application/x-ndjson" };

const USERS = "/api/v1/users/";
const ERASE = USERS + EVENT.userId;

/** What has been seen of the document, over all homes. */
const seen = new Set<string>();
const homes: WatchedHome[] = [];

async function open(
	environment: Readonly<Record<string, string>>,
	host?: string,
): Promise<WatchedHome> {
	const home = await openWatchedHome(environment, host);
	homes.push(home);
	return home;
}

afterEach(async () => {
	for (const { conformance, close } of homes.splice(0)) {
		for (const each of conformance.seen) seen.add(each);
		await close();
	}
});

const UNLIMITED = {
	RATE_LIMIT_PER_MINUTE: "1000000",
	RATE_LIMIT_EVENTS_PER_MINUTE: "1000000",
	CORS_ORIGINS: PAGE,
};

describe("a home that has seen a week", () => {
	let home: WatchedHome;
	beforeEach(async () => {
		home = await open(UNLIMITED);
		const sentAt = new Date(NOW).toISOString();
		const stored = await home.post("/logOperation", { sentAt, events: WEEK });
		expect(stored.json).toMatchObject({ stored: WEEK.length, rejected: 0 });
		for (const job of JOBS) await home.call("POST", job);
	});

	it("reports as documented, with something in every list", async () => {
		const usage = await home.call("GET", "/api/v1/usage");
		const report = usage.json as Record<string, unknown[]>;
		for (const [name, value] of Object.entries(report))
			if (Array.isArray(value)) expect([name, value]).not.toEqual([name, []]);
		const inBatches = WEEK.filter(({ context }) => context?.batchSize === 3);
		expect(report).toMatchObject({
			totalOperations: WEEK.length,
			batches: { operations: inBatches.length },
		});
		for (const query of [
			"start=2026-11-01&end=2026-11-02",
			"start=2026-11-20T12:00:00Z&end=2026-11-22T00:00:00%2B01:00",
			"platform=webapp",
			"workflowType=unspecified&platform=mcp",
			"workflowType=nobody_has_it",
			"start=2025-11-01&end=2026-11-22",
		])
			expect((await home.call("GET", `/api/v1/usage?${query}`)).status).toBe(
				200,
			);
	});

	it("lists sequences, templates and operations as documented, page by page", async () => {
		const candidates = await home.call(
			"GET",
			"/api/v1/sequences?candidates=true&minFrequency=2&minSuccessRate=0.1",
		);
		expect(candidates.json).toMatchObject({
			sequences: [{ templateCandidate: expect.any(Boolean) }, {}],
		});
		for (const list of ["sequences", "operations"]) {
			let token = "";
			let pages = 0;
			do {
				const path = `/api/v1/${list}?limit=3${token}`;
				const page = await home.call("GET", path);
				expect(page.status).toBe(200);
				const { nextPageToken } = page.json as { nextPageToken?: string };
				token =
					nextPageToken === undefined
						? ""
						: `&pageToken=${encodeURIComponent(nextPageToken)}`;
				pages++;
			} while (token !== "" && pages < 100);
			expect(pages).toBeGreaterThan(1);
		}
		const { json } = await home.call("GET", "/api/v1/templates");
		const { templates } = json as { templates: { id: string }[] };
		expect(templates).not.toEqual([]);
		for (const { id } of templates) {
			const one = await home.call("GET", `/api/v1/templates/${id}`);
			expect(one.json).toEqual(templates.find((each) => each.id === id));
			const mcp = `/api/v1/templates/${id}?format=mcp`;
			expect((await home.call("GET", mcp)).status).toBe(200);
		}
	});

	it("reports operations, errors, days and transitions as documented, with something in every list", async () => {
		for (const path of [
			"usage/operations/loudnorm",
			"usage/errors",
			"usage/daily?by=workflowType&limit=1",
			"transitions",
		]) {
			const { status, json } = await home.call("GET", `/api/v1/${path}`);
			expect(status).toBe(200);
			for (const [name, value] of Object.entries(json as object))
				if (Array.isArray(value)) expect([name, value]).not.toEqual([name, []]);
		}
		for (const path of [
			"usage/operations/never_done?platform=mcp",
			"usage/errors?operation=never_done",
			"usage/daily?by=operation&start=2026-11-01&end=2026-11-02",
			"transitions?start=2026-01-01&end=2026-01-02&workflowType=podcast",
			"operations?outcome=failed&limit=2",
			"operations?errorCategory=disk_full&operation=trim",
		])
			expect((await home.call("GET", `/api/v1/${path}`)).status).toBe(200);
	});

	it("shows one sequence as documented", async () => {
		const path = "/api/v1/sequences/trim-%3Eresize-%3Eto_mp3";
		const found = await home.call("GET", path);
		expect(found.json).toMatchObject({
			byMonth: [{ month: "2026-11" }],
			platforms: [{ platform: "komposteur" }, {}, {}],
			templateId: "trim~resize~to_mp3",
		});
		const missing = await home.call("GET", "/api/v1/sequences/trim-%3Enever");
		expect(missing.status).toBe(404);
	});

	it("identifies sequences as documented", async () => {
		const operations = ["gif", "trim", "resize", "resize", "to_mp3"];
		for (const question of [
			{ ...QUESTION, operations },
			{ ...QUESTION, timeframeMinutes: 2_880 },
		]) {
			const known = await home.post(IDENTIFY, question);
			expect(known.json).toMatchObject({
				pattern: { pattern: "trim->resize->to_mp3" },
				templateId: "trim~resize~to_mp3",
			});
		}
		const nothing = await home.post(IDENTIFY, QUESTION);
		expect(nothing.json).toEqual({ pattern: null });
		expect((await home.post(IDENTIFY, {})).status).toBe(400);
	});

	it("answers events as documented, whatever becomes of them", async () => {
		const { operation } = EVENT;
		const conflict = { ...EVENT, operation: { ...operation, fileSize: 7 } };
		const tooOld = { ...EVENT, id: "old", timestamp: NOW - 366 * DAY_MS };
		const early = { ...EVENT, id: "early", timestamp: NOW + DAY_MS };
		const bad = { ...EVENT, id: 7, extra: 1, metrics: {} };
		for (const [event, status, code] of [
			[EVENT, 200, undefined],
			[{ ...EVENT, id: "new" }, 200, undefined],
			[early, 200, undefined],
			[conflict, 409, "id_conflict"],
			[tooOld, 400, "too_old"],
			[bad, 400, "invalid_event"],
			[{}, 400, "invalid_event"],
			[[], 400, "invalid_request"],
			[{ events: [] }, 400, "invalid_request"],
			[{ events: [EVENT], sentAt: "now", x: 1 }, 400, "invalid_request"],
			[
				{ events: [null, 1, "2", [], bad, conflict, tooOld, EVENT] },
				200,
				undefined,
			],
		] as const) {
			const answer = await home.post("/logOperation", event);
			expect(answer.status).toBe(status);
			if (code !== undefined) expect(answer.json).toMatchObject({ code });
		}
		const shown = await home.call("GET", "/api/v1/operations?limit=1000");
		expect(shown.text).toContain('"clientTimestamp"');
		expect(shown.text).toContain('"errorCategory"');
	});

	it("erases a user as documented, and then refuses what they did before", async () => {
		const own = WEEK.filter(({ userId }) => userId === EVENT.userId);
		for (const eventsDeleted of [own.length, 0])
			expect((await home.call("DELETE", ERASE)).json).toMatchObject({
				eventsDeleted,
				complete: true,
			});
		const again = await home.post("/logOperation", EVENT);
		expect(again.status).toBe(409);
		expect(again.json).toMatchObject({ code: "erased" });
		const batch = await home.post("/logOperation", { events: [EVENT] });
		expect(batch.json).toMatchObject({ results: [{ code: "erased" }] });
		expect((await home.call("DELETE", `${USERS}ada`)).status).toBe(400);
		expect((await home.call("DELETE", `${ERASE}?x=1`)).status).toBe(400);
		const usage = await home.call("GET", "/api/v1/usage");
		expect(usage.json).toMatchObject({
			totalOperations: WEEK.length - own.length,
		});
	});

	it("exports and imports as documented", async () => {
		const lines = await home.call("GET", EXPORT);
		const array = await home.call("GET", `${EXPORT}?format=json`);
		const events = array.json as { id: string }[];
		expect(events).toHaveLength(WEEK.length);
		expect(lines.text).toBe(
			events.map((event) => `${JSON.stringify(event)}\n`).join(""),
		);
		const day = "start=2026-11-20&end=2026-11-21T00:00:00%2B00:00";
		const ofDay = await home.call("GET", `${EXPORT}?format=json&${day}`);
		expect((ofDay.json as object[]).length).toBeGreaterThan(0);
		expect((ofDay.json as object[]).length).toBeLessThan(WEEK.length);
		const send = (to: WatchedHome, body: string | Buffer, headers = {}) =>
			to.call("POST", IMPORT, { body, headers: { ...NDJSON, ...headers } });
		const other = await open(UNLIMITED);
		expect((await send(other, lines.text)).json).toMatchObject({
			stored: WEEK.length,
			duplicates: 0,
			rejected: 0,
		});
		const packed = { "content-encoding": "gzip" };
		expect(
			(await send(home, gzipSync(`{\n{}\n${lines.text}`), packed)).json,
		).toMatchObject({
			stored: 0,
			duplicates: WEEK.length,
			rejected: 2,
			errors: [{ line: 1, id: null }, { line: 2 }],
		});
		expect((await other.call("GET", EXPORT)).text).toBe(lines.text);
	});

	it("refuses bodies as documented", async () => {
		const json = { "content-type": "application/json" };
		for (const [status, body, headers] of [
			[400, "", json],
			[400, "{", json],
			[400, Buffer.from([0x7b, 0xff, 0x7d]), json],
			[400, "no gzip", { ...json, "content-encoding": "gzip" }],
			[413, Buffer.alloc(2 ** 20 + 1, " "), json],
			[
				413,
				gzipSync(Buffer.alloc(2 ** 20 + 1, " ")),
				{ ...json, "content-encoding": "gzip" },
			],
			[415, "{}", { "content-type": "text/plain" }],
			[415, "{}", { ...json, "content-encoding": "br" }],
		] as const) {
			const call = { body, headers };
			for (const path of ["/logOperation", IDENTIFY]) {
				const answer = await home.call("POST", path, call);
				expect(answer.status).toBe(status);
			}
		}
		for (const [status, headers] of [
			[400, { ...NDJSON, "content-encoding": "gzip" }],
			[415, { ...NDJSON, "content-encoding": "br" }],
			[415, json],
		] as const) {
			const call = { body: "no gzip", headers };
			expect((await home.call("POST", IMPORT, call)).status).toBe(status);
		}
		for (const path of JOBS) {
			for (const [status, body, headers] of [
				[200, "{}", {}],
				[400, "[]", {}],
				[413, Buffer.alloc(2 ** 20 + 1), {}],
				[415, "{}", { "content-encoding": "br" }],
			] as const)
				expect((await home.call("POST", path, { body, headers })).status).toBe(
					status,
				);
		}
	});

	it("refuses queries, hosts and pages as documented", async () => {
		const wrong = { headers: { host: "page.example" } };
		for (const path of GETS) {
			expect((await home.call("GET", path, wrong)).status).toBe(403);
			const { status } = await home.call("GET", `${path}?a=1&a=2`);
			expect(status).toBe(path === "/api/v1/health" ? 200 : 400);
		}
		for (const path of ["/logOperation", IDENTIFY, IMPORT, ...JOBS]) {
			expect((await home.call("POST", path, wrong)).status).toBe(403);
			const foreign = { headers: { origin: "https://other.example" } };
			expect((await home.call("POST", path, foreign)).status).toBe(403);
			expect((await home.call("POST", `${path}?a=1`)).status).toBe(400);
		}
		expect((await home.call("DELETE", ERASE, wrong)).status).toBe(403);
		for (const path of [
			"/api/v1/templates/none",
			"/api/v1/templates/%",
			"/api/v1/sequences?pageToken=x",
			"/api/v1/operations?pageToken=x",
			"/api/v1/usage?start=2026-11-22&end=2026-11-22",
			"/api/v1/usage?start=2020-01-01",
		]) {
			const { status } = await home.call("GET", path);
			expect([path, status >= 400 && status < 500]).toEqual([path, true]);
		}
		const page = { headers: { origin: PAGE } };
		const allowed = await home.post("/logOperation", EVENT, page);
		expect(allowed.status).toBe(200);
	});

	it("answers other methods and paths as documented", async () => {
		for (const path of [
			...GETS,
			"/logOperation",
			IDENTIFY,
			IMPORT,
			...JOBS,
			ERASE,
		])
			for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
				await home.call(method, path);
		for (const path of ["/", "/api/v1", "/nowhere", "/logoperation"])
			for (const method of ["GET", "POST"])
				expect((await home.call(method, path)).status).toBe(404);
	});
});

it("a home that others can call asks for keys as documented", async () => {
	const home = await open({ ...UNLIMITED, ...KEYS }, "0.0.0.0");
	const { INGEST_KEYS: ingest, READER_KEYS: read, ADMIN_KEYS: admin } = KEYS;
	const calls = [
		{ method: "POST", path: "/logOperation", right: ingest, wrong: admin },
		...JOBS.map((path) => ({
			method: "POST",
			path,
			right: admin,
			wrong: read,
		})),
		...REPORTS.map((path) => ({
			method: "GET",
			path,
			right: read,
			wrong: ingest,
		})),
		{ method: "DELETE", path: ERASE, right: admin, wrong: read },
		{ method: "GET", path: EXPORT, right: admin, wrong: read },
		{ method: "POST", path: IMPORT, right: admin, wrong: ingest },
	];
	for (const key of [ingest, read, admin]) {
		const own = await home.post(IDENTIFY, QUESTION, { key });
		expect(own.status).toBe(key === ingest ? 403 : 200);
		const told = { ...QUESTION, operations: ["trim"] };
		expect((await home.post(IDENTIFY, told, { key })).status).toBe(200);
	}
	expect((await home.post(IDENTIFY, QUESTION)).status).toBe(401);
	for (const { method, path, right, wrong } of calls) {
		const statusWith = async (key?: string) =>
			(await home.call(method, path, key === undefined ? {} : { key })).status;
		expect(await statusWith()).toBe(401);
		expect(await statusWith("some-unknown-key-0000")).toBe(401);
		expect(await statusWith(wrong)).toBe(403);
		expect([401, 403]).not.toContain(await statusWith(right));
	}
});

it("a home that has had enough says so as documented", async () => {
	const home = await open({
		RATE_LIMIT_PER_MINUTE: "8",
		RATE_LIMIT_EVENTS_PER_MINUTE: "2",
	});
	const batch = await home.post("/logOperation", { events: WEEK.slice(0, 3) });
	expect(batch.status).toBe(200);
	expect(batch.headers["retry-after"]).toMatch(/^\d+$/);
	expect(batch.json).toMatchObject({
		stored: 2,
		results: [{}, {}, { status: "retry" }],
	});
	const more = await home.post("/logOperation", WEEK[4]);
	expect(more.status).toBe(503);
	expect(more.json).toMatchObject({ code: "event_budget_exceeded" });
	for (let left = 6; left > 0; left--) await home.call("GET", "/api/v1/health");
	for (const path of GETS)
		expect((await home.call("GET", path)).status).toBe(429);
	for (const path of ["/logOperation", IDENTIFY, IMPORT, ...JOBS])
		expect((await home.post(path, {})).status).toBe(429);
	expect((await home.call("DELETE", ERASE)).status).toBe(429);
});

describe("the document of a home", () => {
	it("is valid OpenAPI 3.1", async () => {
		const { document } = await open(UNLIMITED);
		expect(document.openapi).toMatch(/^3\.1\./);
		expect(validate(document)).toEqual({ valid: true });
		// The validator is one that can tell.
		const { info: _, ...headless } = document;
		expect(validate(headless)).toMatchObject({ valid: false });
	});

	// Last, when the others have seen what they see.
	it("has nothing that has not been seen, but failures", async () => {
		const { document } = await open(UNLIMITED);
		const paths = document.paths as Record<
			string,
			Record<string, { operationId: string; responses: object }>
		>;
		const documented = Object.entries(paths).flatMap(([path, item]) =>
			Object.entries(item).flatMap(([method, { operationId }]) => {
				const at = `/paths/${path.replaceAll("/", "~1")}/${method}/responses`;
				return Object.keys(resolve(document, at)).map(
					(status) => `${operationId} ${status}`,
				);
			}),
		);
		// Bugs, a store that is away, bodies of half a minute or of gigabytes: they are provoked elsewhere.
		const failures = documented.filter((each) =>
			/ (408|500|503)$|^importEvents 413$/.test(each),
		);
		expect(documented.filter((each) => !seen.has(each)).toSorted()).toEqual(
			failures.filter((each) => each !== "logOperation 503").toSorted(),
		);
		expect(seen.size).toBeGreaterThan(60);
	});
});

/** Asks the validator, which is an ES module, in a process of its own. */
function validate(document: unknown): unknown {
	const folder = mkdtempSync(join(tmpdir(), "openapi-"));
	const file = join(folder, "openapi.json");
	try {
		writeFileSync(file, JSON.stringify(document));
		const { stdout } = spawnSync(
			process.execPath,
			[
				join(
					__dirname,
					"../../node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js",
				),
				file,
			],
			{ encoding: "utf8" },
		);
		return JSON.parse(stdout);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
