import { mkdtempSync, rmSync } from "node:fs";
import { Agent, type IncomingMessage, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { WireEventInput } from "@ffmpeg-analytics/core";
import { userIdIn } from "@ffmpeg-analytics/core/testing";
import { type Home, openHome } from "./home";
import { ListenError } from "./http-server";
import { createLogger } from "./log";
import type { Clock } from "./scheduler";
import { readHomeSettings } from "./settings";
import { openSqliteStore } from "./sqlite-store";

const NOW = Date.UTC(2026, 10, 22);
const clock: Clock = {
	now: () => NOW,
	sleep: () => new Promise(() => undefined),
};

function operation(id: string, type: string, secondsAgo: number) {
	return {
		id,
		timestamp: NOW - secondsAgo * 1_000,
		userId: userIdIn(0, 8),
		platform: "mcp",
		operation: {
			type,
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: "{}",
			fileSize: 1_000,
		},
		metrics: { success: true, processingTime: 1_000 },
		context: {},
	} satisfies WireEventInput;
}

describe("openHome", () => {
	let folder: string;
	let file: string;
	const homes: Home[] = [];
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "home-"));
		file = join(folder, "analytics.sqlite");
	});
	afterEach(async () => {
		for (const home of homes.splice(0)) await home.close();
		rmSync(folder, { recursive: true, force: true });
	});

	async function open(
		environment: Record<string, string> = {},
		host = "127.0.0.1",
		port = 0,
	): Promise<Home> {
		const home = await openHome(
			readHomeSettings(environment, { host, port, file }),
			{
				clock,
				log: createLogger(() => undefined, clock.now),
				scheduled: false,
			},
		);
		homes.push(home);
		return home;
	}

	const post = (url: string, body: unknown, headers = {}) =>
		fetch(url, {
			method: "POST",
			headers: { "Content-Type": "application/json", ...headers },
			body: JSON.stringify(body),
		});

	it("takes operations in and answers patterns and usage, by its own clock", async () => {
		const { url } = await open();
		const events = [
			operation("a", "trim", 60),
			operation("b", "resize", 40),
			operation("c", "to_mp3", 20),
		];
		const first = await post(`${url}/logOperation`, events[0]);
		expect(await first.json()).toEqual({ id: "a", status: "stored" });
		const batch = await post(`${url}/logOperation`, { events });
		expect(await batch.json()).toMatchObject({ stored: 2, duplicates: 1 });
		const job = await post(`${url}/api/v1/jobs/aggregate`, {});
		expect(await job.json()).toMatchObject({ events: 3 });
		const answer = await fetch(`${url}/api/v1/sequences`);
		const { sequences } = (await answer.json()) as {
			sequences: { pattern: string; frequency: number }[];
		};
		expect(sequences.map(({ pattern }) => pattern)).toEqual([
			"resize->to_mp3",
			"trim->resize",
			"trim->resize->to_mp3",
		]);
		const usage = await fetch(
			`${url}/api/v1/usage?start=2026-11-21&end=2026-11-23`,
		);
		expect(await usage.json()).toMatchObject({
			totalOperations: 3,
			uniqueUsers: 1,
		});
	});

	it("keeps what it stored for the next one on the same file", async () => {
		const first = await open();
		await post(`${first.url}/logOperation`, operation("a", "trim", 60));
		await first.close();
		const second = await open();
		const again = await post(
			`${second.url}/logOperation`,
			operation("a", "trim", 60),
		);
		expect(await again.json()).toEqual({ id: "a", status: "duplicate" });
	});

	it("listens on the IPv6 loopback and writes its address as URLs do", async () => {
		const { url } = await open({}, "::1");
		expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
		expect((await fetch(`${url}/api/v1/health`)).status).toBe(200);
	});

	it("trusts nobody without a key where others can call", async () => {
		const key = "an-ingest-key-of-enough-length";
		const { url } = await open({ INGEST_KEYS: key }, "0.0.0.0");
		const local = url.replace("0.0.0.0", "127.0.0.1");
		const event = operation("a", "trim", 60);
		expect((await post(`${local}/logOperation`, event)).status).toBe(401);
		expect((await fetch(`${local}/api/v1/sequences`)).status).toBe(401);
		const known = await post(`${local}/logOperation`, event, {
			Authorization: `Bearer ${key}`,
		});
		expect(known.status).toBe(200);
	});

	it.each([
		[{}, [200, 429]],
		[{ TRUSTED_PROXIES: "1" }, [200, 200]],
	])(
		"limits callers behind a proxy by their addresses if told of it: %p",
		async (environment, statuses) => {
			const { url } = await open({
				...environment,
				RATE_LIMIT_PER_MINUTE: "1",
			});
			const answered: number[] = [];
			for (const address of ["203.0.113.1", "203.0.113.2"]) {
				const headers = { "X-Forwarded-For": address };
				const { status } = await fetch(`${url}/api/v1/openapi.json`, {
					headers,
				});
				answered.push(status);
			}
			expect(answered).toEqual(statuses);
		},
	);

	it("says what to do when the port is in use, and frees the database", async () => {
		const other = createServer();
		await new Promise<void>((resolve) =>
			other.listen(0, "127.0.0.1", () => resolve()),
		);
		const address = other.address();
		const port = typeof address === "object" ? (address?.port ?? 0) : 0;
		const refused = open({}, "127.0.0.1", port);
		await expect(refused).rejects.toBeInstanceOf(ListenError);
		await expect(refused).rejects.toThrow(
			`port ${port} on 127.0.0.1 is in use; stop the program that uses it, or choose another port with --port`,
		);
		other.close();
		await openSqliteStore({ file, shardCount: 8 }).close();
	});

	it("says so when the host is no address of this machine", async () => {
		await expect(
			open({ ALLOW_OPEN_INGEST: "true" }, "192.0.2.1"),
		).rejects.toThrow(/192\.0\.2\.1 is no address of this machine/);
	});

	it("answers the request that is under way when it closes, and lets go of idle connections", async () => {
		const home = await open();
		const agent = new Agent({ keepAlive: true });
		const url = new URL("/logOperation", home.url);
		const body = JSON.stringify(operation("slow", "trim", 60));
		const idle = request(new URL("/api/v1/health", home.url), { agent }).end();
		await new Promise<void>((resolve) =>
			idle.on("response", (response) => response.resume().on("end", resolve)),
		);
		const slow = request(url, {
			agent,
			method: "POST",
			headers: {
				"Content-Type": "application/json",
				"Content-Length": Buffer.byteLength(body),
			},
		});
		const answered = new Promise<IncomingMessage>((resolve, reject) => {
			slow.on("response", resolve).on("error", reject);
		});
		slow.write(body.slice(0, 20));
		await new Promise((resolve) => setTimeout(resolve, 50));
		const closed = home.close();
		await expect(fetch(`${home.url}/api/v1/health`)).rejects.toThrow();
		slow.end(body.slice(20));
		const response = await answered;
		expect(response.statusCode).toBe(200);
		expect(JSON.parse(await text(response))).toEqual({
			id: "slow",
			status: "stored",
		});
		await closed;
		agent.destroy();
	});
});
