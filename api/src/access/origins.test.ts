import { OPEN_ACCESS, READER_KEY, serve } from "../../testing/serve";

const APP = "https://app.example.com";
const access = {
	...OPEN_ACCESS,
	ingestKeys: [],
	readerKeys: [READER_KEY],
	adminKeys: [],
	allowOpenIngest: true,
	corsOrigins: [APP, "http://localhost:5173"],
};

describe("a page of a foreign origin", () => {
	test.each([
		"https://evil.example",
		"http://app.example.com",
		"https://app.example.com:8443",
		"https://app.example.com.evil.example",
		"null",
		"",
		"https://APP.example.com",
	])("may not post: %p", async (origin) => {
		for (const trustLoopback of [true, false]) {
			const home = await serve({ access, trustLoopback });
			for (const path of ["/logOperation", "/api/v1/jobs/purge", "/nowhere"]) {
				const refused = await home.post(path, {}, { headers: { origin } });
				expect(refused.status).toBe(403);
				expect(refused.json).toMatchObject({ code: "origin_not_allowed" });
				expect(refused.headers).not.toHaveProperty(
					"access-control-allow-origin",
				);
			}
		}
	});

	test("gets no preflight answered", async () => {
		const home = await serve({ access });
		const refused = await home.call("/logOperation", {
			method: "OPTIONS",
			headers: {
				origin: "https://evil.example",
				"access-control-request-method": "POST",
			},
		});
		expect(refused.status).toBe(403);
	});

	test.each<[what: string, headers: Record<string, string>, status: number]>([
		["an image of a foreign page", { "sec-fetch-site": "cross-site" }, 401],
		["one of another port", { "sec-fetch-site": "same-site" }, 401],
		[
			"a frame of a foreign page",
			{
				"sec-fetch-site": "cross-site",
				"sec-fetch-mode": "navigate",
				"sec-fetch-dest": "iframe",
			},
			401,
		],
		[
			"a link that somebody follows",
			{
				"sec-fetch-site": "cross-site",
				"sec-fetch-mode": "navigate",
				"sec-fetch-dest": "document",
			},
			200,
		],
		["the page itself", { "sec-fetch-site": "same-origin" }, 200],
		["an address that somebody types", { "sec-fetch-site": "none" }, 200],
	])("is known where it sends no Origin: %s", async (_, headers, status) => {
		const home = await serve({ access });
		const answered = await home.call("/api/v1/templates", { headers });
		expect(answered.status).toBe(status);
	});

	test("may not read this machine's reports, trusted as it is", async () => {
		const home = await serve({ access });
		const headers = { origin: "https://evil.example" };
		const refused = await home.call("/api/v1/usage", { headers });
		expect(refused.status).toBe(401);
		expect(refused.headers).not.toHaveProperty("access-control-allow-origin");
	});
});

describe("a page of an allowed origin", () => {
	test.each(access.corsOrigins)("may post: %s", async (origin) => {
		const home = await serve({ access, trustLoopback: false });
		const posted = await home.post(
			"/logOperation",
			{},
			{ headers: { origin } },
		);
		expect(posted.status).toBe(200);
		expect(posted.headers).toMatchObject({
			"access-control-allow-origin": origin,
			"access-control-expose-headers":
				"Retry-After, RateLimit, RateLimit-Policy",
			vary: "Origin",
		});
		expect(posted.headers).not.toHaveProperty(
			"access-control-allow-credentials",
		);
	});

	test("is told problems too", async () => {
		const home = await serve({ access });
		const headers = { origin: APP };
		const missing = await home.post("/nowhere", {}, { headers });
		expect(missing.status).toBe(404);
		expect(missing.headers["access-control-allow-origin"]).toBe(APP);
	});

	test("gets its preflight answered, without a key", async () => {
		const home = await serve({ access, trustLoopback: false });
		const answered = await home.call("/api/v1/usage", {
			method: "OPTIONS",
			headers: {
				origin: APP,
				"access-control-request-method": "GET",
				"access-control-request-headers": "authorization",
			},
		});
		expect(answered).toMatchObject({ status: 204, text: "" });
		expect(answered.headers).toMatchObject({
			"access-control-allow-origin": APP,
			"access-control-allow-methods": "GET, HEAD, POST",
			"access-control-allow-headers":
				"Authorization, Content-Type, Content-Encoding, X-Firebase-AppCheck",
			"access-control-max-age": "600",
			vary: "Origin",
		});
	});

	test("on a trusted machine ingests without a key and reads with one", async () => {
		const closed = { ...access, allowOpenIngest: false };
		const home = await serve({ access: closed });
		const headers = { origin: APP };
		const posted = await home.post("/logOperation", {}, { headers });
		expect(posted.status).toBe(200);
		const path = "/api/v1/usage";
		expect((await home.call(path, { headers })).status).toBe(401);
		const keyed = await home.call(path, { headers, key: READER_KEY });
		expect(keyed.status).toBe(200);
		const job = await home.post("/api/v1/jobs/purge", {}, { headers });
		expect(job.status).toBe(401);
	});
});

describe("a page of our own origin", () => {
	test.each([
		["http://localhost:8787", { host: "localhost:8787" }],
		["https://analytics.example", { host: "analytics.example" }],
		["https://Analytics.Example", { host: "analytics.example:443" }],
		["http://[::1]:8787", { host: "[::1]:8787" }],
		[
			"https://site.web.app",
			{ host: "api-x.run.app", "x-forwarded-host": "site.web.app" },
		],
		[
			"https://site.web.app",
			{
				host: "api-x.run.app",
				"x-forwarded-host": "cdn.example, site.web.app",
			},
		],
	])("may post: %s", async (origin, headers) => {
		const home = await serve({ access, trustLoopback: false });
		const call = { headers: { origin, ...headers } };
		const posted = await home.post("/logOperation", {}, call);
		expect(posted.status).toBe(200);
		expect(posted.headers).not.toHaveProperty("access-control-allow-origin");
	});

	test.each([
		["http://localhost:5000", { host: "localhost:8787" }],
		["https://analytics.example", { host: "analytics.example:80" }],
		["https://b.example", { host: "a@b.example" }],
		["file://", { host: "localhost" }],
	])("is not %s when %j was called", async (origin, headers) => {
		const home = await serve({ access, trustLoopback: false });
		const call = { headers: { origin, ...headers } };
		expect((await home.post("/logOperation", {}, call)).status).toBe(403);
	});

	test("is trusted on a trusted machine", async () => {
		const home = await serve({ access });
		const { host } = new URL(home.url);
		const headers = { host, origin: home.url };
		const ran = await home.post("/api/v1/jobs/purge", {}, { headers });
		expect(ran.status).toBe(200);
	});
});
