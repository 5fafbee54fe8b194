import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { serve, serveElsewhere } from "../../testing/serve";

const USAGE = "/api/v1/usage";

describe("the Host header, where this machine is trusted", () => {
	test.each([
		"127.0.0.2",
		"localhost",
		"localhost:8787",
		"LocalHost",
		"analytics.localhost:80",
		"a.b.localhost",
		"127.0.0.1",
		"127.0.0.1:65535",
		"[::1]",
		"[::1]:8787",
	])("may be %p", async (host) => {
		const home = await serve();
		expect((await home.call(USAGE, { headers: { host } })).status).toBe(200);
	});

	test.each([
		"evil.example",
		"localhost.evil.example",
		"evillocalhost",
		"127.0.0.1.nip.io",
		"127.0.0.2.nip.io",
		"128.0.0.1",
		"127.1",
		"localhost@evil.example",
		"localhost:80:80",
		"localhost, evil.example",
		".localhost",
		"::1",
		"0.0.0.0",
		"192.168.0.7",
	])("may not be %p, whatever is called", async (host) => {
		const home = await serve();
		for (const path of [USAGE, "/api/v1/health", "/nowhere"]) {
			const refused = await home.call(path, { headers: { host } });
			expect(refused.status).toBe(403);
			expect(refused.json).toMatchObject({ code: "host_not_allowed" });
		}
	});

	test("may not be left out", async () => {
		const home = await serve();
		const { hostname, port } = new URL(home.url);
		const socket = connect(Number(port), hostname);
		socket.end(`GET ${USAGE} HTTP/1.0\r\n\r\n`);
		expect(await text(socket)).toMatch(/^HTTP\/1.1 403 /);
	});

	test("is not looked at where nothing is trusted for it", async () => {
		const headers = { host: "analytics.example" };
		const health = "/api/v1/health";
		const cloud = await serve({ trustLoopback: false });
		expect((await cloud.call(health, { headers })).status).toBe(200);
		const elsewhere = await serveElsewhere();
		expect((await elsewhere.call(health, { headers })).status).toBe(200);
	});
});

describe("a request that a proxy on this machine passes on", () => {
	test.each([
		["x-forwarded-for", "203.0.113.9"],
		["x-forwarded-for", "127.0.0.1"],
		["x-forwarded-host", "localhost"],
		["X-Forwarded-Proto", "https"],
		["x-forwarded-port", "443"],
		["x-forwarded-whatever", "1"],
		["x-client-ip", "203.0.113.9"],
		["x-cluster-client-ip", "203.0.113.9"],
		["x-original-forwarded-for", "203.0.113.9"],
		["true-client-ip", "203.0.113.9"],
		["cf-connecting-ip", "203.0.113.9"],
		["fastly-client-ip", "203.0.113.9"],
		["forwarded", "for=127.0.0.1"],
		["x-real-ip", "203.0.113.9"],
		["via", "1.1 proxy"],
		["x-forwarded-for", ""],
	])("is not of this machine: %s: %s", async (name, value) => {
		const home = await serve();
		const refused = await home.call(USAGE, { headers: { [name]: value } });
		expect(refused.status).toBe(401);
		const headers = { [name]: value, host: "analytics.example" };
		const health = await home.call("/api/v1/health", { headers });
		expect(health.status).toBe(200);
	});
});
