import {
	BadPageTokenError,
	BadRangeError,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import { emptyAnalytics, fakeAnalytics } from "../testing/fake-analytics";
import { serve } from "../testing/serve";
import { PROBLEMS } from "./problems";

function throwing(error: unknown) {
	const fail = async (): Promise<never> => {
		throw error;
	};
	return fakeAnalytics({
		ingest: fail,
		usage: fail,
		sequences: fail,
		templates: fail,
		template: fail,
		operations: fail,
		aggregate: fail,
		flagTemplates: fail,
		purge: fail,
		audit: fail,
		ping: fail,
	});
}

const CALLS: [string, string][] = [
	["GET", "/api/v1/usage"],
	["GET", "/api/v1/sequences"],
	["GET", "/api/v1/templates"],
	["GET", "/api/v1/templates/x"],
	["GET", "/api/v1/operations"],
	["GET", "/api/v1/health"],
	["POST", "/logOperation"],
	["POST", "/api/v1/jobs/aggregate"],
	["POST", "/api/v1/jobs/templates"],
	["POST", "/api/v1/jobs/purge"],
	["POST", "/api/v1/jobs/audit"],
];

describe("what is thrown", () => {
	test.each(CALLS)(
		"%s %s is 503 with Retry-After while the store is away",
		async (method, path) => {
			const error = new StoreUnavailableError("10.0.0.7 refused");
			const home = await serve({ analytics: throwing(error) });
			const failed =
				method === "GET" ? await home.call(path) : await home.post(path, {});
			expect(failed.status).toBe(503);
			expect(failed.headers["retry-after"]).toBe("5");
			expect(failed.headers["content-type"]).toBe("application/problem+json");
			expect(failed.json).toMatchObject({ code: "unavailable", status: 503 });
			expect(failed.text).not.toContain("10.0.0.7");
			expect(home.logs).toEqual([
				{
					level: "warn",
					message: "request could not be served",
					fields: { method, path, error },
				},
			]);
		},
	);

	test.each([
		new TypeError("secret is undefined"),
		new URIError("secret URI malformed"),
		"secret text",
		{ status: 404, message: "secret" },
	])("%p is a 500 that tells the log and not the caller", async (error) => {
		const home = await serve({ analytics: throwing(error) });
		const failed = await home.call("/api/v1/operations?pageToken=private");
		expect(failed.status).toBe(500);
		expect(failed.json).toEqual({
			type: "urn:problem-type:ffmpeg-analytics:internal",
			title: "The service failed",
			status: 500,
			detail: "The request failed because of an error in the service.",
			code: "internal",
		});
		expect(home.logs).toEqual([
			{
				level: "error",
				message: "request failed",
				fields: { method: "GET", path: "/api/v1/operations", error },
			},
		]);
	});

	test("a bad page token is the caller's mistake", async () => {
		const home = await serve({
			analytics: throwing(new BadPageTokenError("internal words")),
		});
		const refused = await home.call("/api/v1/sequences?pageToken=x");
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({
			code: "invalid_request",
			errors: [{ path: "pageToken" }],
		});
		expect(refused.text).not.toContain("internal words");
		expect(home.logs).toEqual([]);
	});

	test("a bad range is the caller's mistake", async () => {
		const home = await serve({
			analytics: throwing(new BadRangeError("start must be before end")),
		});
		const refused = await home.call("/api/v1/usage");
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({
			code: "invalid_request",
			errors: [{ path: "end", message: "start must be before end" }],
		});
	});

	test("one failed request harms no other", async () => {
		let calls = 0;
		const home = await serve({
			analytics: {
				...emptyAnalytics(),
				ping: async () => {
					calls += 1;
					if (calls === 1) throw new Error("once");
				},
			},
		});
		expect((await home.call("/api/v1/health")).status).toBe(500);
		expect((await home.call("/api/v1/health")).status).toBe(200);
	});
});

describe("the list of problems", () => {
	test.each(Object.entries(PROBLEMS))("%s is documented", (code, kind) => {
		expect(code).toMatch(/^[a-z_]+$/);
		expect(kind.status).toBeGreaterThanOrEqual(400);
		expect(kind.title).not.toBe("");
		expect(kind.remedy).toMatch(/^[A-Z].*\.$/);
	});
});
