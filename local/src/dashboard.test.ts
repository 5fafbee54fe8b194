import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CACHING, openDashboard, PAGE_HEADERS } from "./dashboard";

const HTML = { headers: { Accept: "text/html,*/*;q=0.8" } };

describe("the dashboard's files", () => {
	let folder: string;
	let server: Server;
	let url: string;

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), "dashboard-"));
		mkdirSync(join(folder, "assets"));
		writeFileSync(join(folder, "index.html"), "<title>page</title>");
		writeFileSync(join(folder, ".built-from"), "sources");
		writeFileSync(join(folder, "assets/index-1.js"), "run();".repeat(100));
		const page = openDashboard(folder);
		server = createServer((request, response) =>
			page?.(request, response, () => response.writeHead(404).end("the app's")),
		);
		await new Promise<void>((resolve) => server.listen(0, resolve));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});

	afterAll(() => {
		server.closeAllConnections();
		server.close();
		rmSync(folder, { recursive: true });
	});

	it("answers the index at the root, to be asked for every time, under the policy", async () => {
		const response = await fetch(url);
		expect(await response.text()).toBe("<title>page</title>");
		expect(response.headers.get("content-type")).toBe(
			"text/html; charset=utf-8",
		);
		expect(response.headers.get("cache-control")).toBe(CACHING.others);
		expect(response.headers.get("content-security-policy")).toBe(
			PAGE_HEADERS["Content-Security-Policy"],
		);
	});

	it("answers assets for good, and gzipped where that is understood", async () => {
		const address = `${url}/assets/index-1.js`;
		const gzipped = await fetch(address);
		const plain = await fetch(address, {
			headers: { "Accept-Encoding": "br, gzip;q=0" },
		});
		expect(gzipped.headers.get("content-encoding")).toBe("gzip");
		expect(plain.headers.get("content-encoding")).toBeNull();
		expect(await gzipped.text()).toBe(await plain.text());
		expect(gzipped.headers.get("cache-control")).toBe(CACHING.assets);
	});

	it("says that nothing has changed where nothing has", async () => {
		const tag = (await fetch(url)).headers.get("etag") ?? "";
		const again = await fetch(url, { headers: { "If-None-Match": tag } });
		expect(again.status).toBe(304);
	});

	it.each(["/operations/trim", "/workflows/trim~to_mp3?days=7", "/nowhere"])(
		"answers a browser the index at %s",
		async (path) => {
			const response = await fetch(url + path, HTML);
			expect(await response.text()).toBe("<title>page</title>");
		},
	);

	it.each(["/api/v1/nothing", "/api", "/logOperation", "/assets/index-0.js"])(
		"leaves %s to the app, for browsers too",
		async (path) => expect((await fetch(url + path, HTML)).status).toBe(404),
	);

	it.each(["/nowhere", "/.built-from", "/../dashboard.ts", "/assets/"])(
		"leaves %s of a program to the app",
		async (path) => expect((await fetch(url + path)).status).toBe(404),
	);

	it("leaves everything but reading to the app", async () => {
		expect((await fetch(url, { ...HTML, method: "POST" })).status).toBe(404);
		expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
	});

	it("are none where there is no build", () => {
		expect(openDashboard(join(folder, "none"))).toBeUndefined();
	});
});

describe("firebase.json", () => {
	it("has Hosting send what the one-machine home sends", () => {
		const { hosting } = JSON.parse(readFileSync("firebase.json", "utf8"));
		const sent: { key: string; value: string; source: string }[] =
			hosting.headers.flatMap(
				({ source, headers }: { source: string; headers: object[] }) =>
					headers.map((header) => ({ source, ...header })),
			);
		expect(sent).toEqual([
			...Object.entries(PAGE_HEADERS).map(([key, value]) => ({
				source: "**",
				key,
				value,
			})),
			{ source: "!/assets/**", key: "Cache-Control", value: CACHING.others },
			{ source: "/assets/**", key: "Cache-Control", value: CACHING.assets },
		]);
	});
});
