import express from "express";
import { fakeAnalytics } from "../testing/fake-analytics";
import { appOptions, listen, serve } from "../testing/serve";
import { createApp } from "./app";

const GETS = [
	"/api/v1/usage",
	"/api/v1/sequences",
	"/api/v1/templates",
	"/api/v1/operations",
	"/api/v1/health",
	"/api/v1/openapi.json",
];
const POSTS = [
	"/logOperation",
	"/api/v1/jobs/aggregate",
	"/api/v1/jobs/templates",
	"/api/v1/jobs/purge",
	"/api/v1/jobs/audit",
];

describe("paths and methods", () => {
	test.each(GETS)("%s answers GET, and HEAD without a body", async (path) => {
		const home = await serve();
		const got = await home.call(path);
		expect(got.status).toBe(200);
		expect(got.headers["content-type"]).toMatch(/^application\/json/);
		const head = await home.call(path, { method: "HEAD" });
		expect(head).toMatchObject({ status: 200, text: "" });
		expect(head.headers["content-length"]).toBe(got.headers["content-length"]);
	});

	test.each([
		...[...GETS, "/api/v1/templates/x"].flatMap((path) =>
			["POST", "PUT", "DELETE"].map((method) => [
				method,
				path,
				"GET, HEAD, OPTIONS",
			]),
		),
		...POSTS.flatMap((path) =>
			["GET", "HEAD", "PATCH"].map((method) => [method, path, "POST, OPTIONS"]),
		),
	])("%s %s is 405 and names what is allowed", async (method, path, allow) => {
		const home = await serve();
		const refused = await home.call(path, { method });
		expect(refused.status).toBe(405);
		expect(refused.headers.allow).toBe(allow);
		if (method !== "HEAD")
			expect(refused.json).toMatchObject({ code: "method_not_allowed" });
	});

	test("OPTIONS that is no preflight answers what is allowed", async () => {
		const home = await serve();
		const answered = await home.call("/logOperation", { method: "OPTIONS" });
		expect(answered).toMatchObject({ status: 204, text: "" });
		expect(answered.headers.allow).toBe("POST, OPTIONS");
	});

	test.each([
		"/",
		"/api",
		"/api/v1",
		"/api/v1/jobs",
		"/api/v1/jobs/other",
		"/logoperation",
		"/API/v1/health",
		"/api/v1/templates/a/b",
		"//logOperation",
		"/constructor",
	])("%s is 404, whatever the method", async (path) => {
		const home = await serve();
		for (const method of ["GET", "POST", "DELETE"]) {
			const refused = await home.call(path, { method });
			expect(refused.status).toBe(404);
			expect(refused.headers["content-type"]).toBe("application/problem+json");
			expect(refused.json).toEqual({
				type: "urn:problem-type:ffmpeg-analytics:not_found",
				title: "There is nothing here",
				status: 404,
				detail: "There is no such path.",
				code: "not_found",
			});
		}
	});

	test("a trailing slash makes no difference", async () => {
		const home = await serve();
		expect((await home.call("/api/v1/health/")).status).toBe(200);
		expect((await home.call("/logOperation/")).status).toBe(405);
	});

	test.each(["/api/v1/templates/%", "/api/v1/templates/%E0%A4%A"])(
		"%s is a 400 for its encoding",
		async (path) => {
			const home = await serve();
			const refused = await home.call(path);
			expect(refused.status).toBe(400);
			expect(refused.json).toMatchObject({ code: "invalid_request" });
			expect(home.logs).toEqual([]);
		},
	);
});

describe("headers", () => {
	test.each([
		["an answer", "/api/v1/health", 200],
		["a problem", "/nowhere", 404],
	])("%s is neither cached, sniffed nor framed", async (_, path, status) => {
		const home = await serve();
		const answered = await home.call(path);
		expect(answered.status).toBe(status);
		expect(answered.headers).toMatchObject({
			"cache-control": "no-store",
			"content-security-policy": expect.stringContaining("default-src 'none'"),
			"cross-origin-resource-policy": "same-origin",
			vary: "Origin",
			"x-content-type-options": "nosniff",
		});
		expect(answered.headers).not.toHaveProperty("x-powered-by");
		expect(answered.headers).not.toHaveProperty("etag");
	});
});

describe("health", () => {
	test("shows the version, to anyone, with any query", async () => {
		const home = await serve({ trustLoopback: false });
		const answered = await home.call("/api/v1/health?probe=1", {
			key: "an-unknown-key",
		});
		expect(answered.status).toBe(200);
		expect(answered.json).toEqual({ status: "ok", version: "1.2.3" });
	});
});

test("works mounted in another app, which has its own ideas", async () => {
	const { options } = appOptions({
		analytics: fakeAnalytics({
			operations: async ({ limit }) => ({ items: [], next: `after-${limit}` }),
		}),
	});
	const outer = express();
	outer.set("query parser", () => ({ limit: "nonsense" }));
	outer.use("/mounted", createApp(options));
	const home = await listen(outer);
	const answered = await home.call("/mounted/api/v1/operations?limit=7");
	expect(answered.status).toBe(200);
	expect(answered.json).toEqual({ operations: [], nextPageToken: "after-7" });
	expect(answered.headers).not.toHaveProperty("x-powered-by");
});
