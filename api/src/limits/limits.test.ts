import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import { fakeAnalytics } from "../../testing/fake-analytics";
import {
	appOptions,
	INGEST_KEY,
	listen,
	OPEN_ACCESS,
	serve,
} from "../../testing/serve";
import { type AppOptions, createApp } from "../app";
import { WINDOW_MS } from "./hit-counter";
import { createMemoryHitCounter } from "./memory-hit-counter";

const REQUESTS = 3;
const EVENTS = 10;
const ROTATED_KEY = "ingest-key-being-rotated";

/** 25.5 s before the end of a window. */
const NOW = 1_790_000_040_000 - 25_500;

/** Stores whatever it may. */
const storing = () =>
	fakeAnalytics({
		ingest: async (events, options) => {
			const valid = events.filter((event) => (event as { ok?: boolean }).ok);
			const admitted =
				valid.length === 0 ? 0 : (options?.admit?.(valid.length) ?? 0);
			let rank = 0;
			return events.map((event) => {
				const { id, ok } = event as { id: string; ok?: boolean };
				if (ok !== true)
					return { status: "rejected", id, code: "invalid_event", errors: [] };
				return { status: rank++ < admitted ? "stored" : "retry", id };
			});
		},
		ping: async () => undefined,
	});

function limited(more: Partial<AppOptions> = {}): Partial<AppOptions> {
	return {
		analytics: storing(),
		access: {
			...OPEN_ACCESS,
			ingestKeys: [INGEST_KEY, ROTATED_KEY],
			allowOpenIngest: true,
			rateLimitPerMinute: REQUESTS,
			rateLimitEventsPerMinute: EVENTS,
		},
		trustLoopback: false,
		trustedProxies: 1,
		now: () => NOW,
		hitCounter: createMemoryHitCounter(() => NOW),
		...more,
	};
}

const from = (...addresses: string[]) => ({
	"x-forwarded-for": addresses.join(", "),
});

const events = (count: number, ok = true) =>
	Array.from({ length: count }, (_, index) => ({ id: `e${index}`, ok }));

describe("the limit of requests", () => {
	test("tells in every answer what is left, and refuses the first one over it", async () => {
		expect(NOW % WINDOW_MS).not.toBe(0);
		const home = await serve(limited());
		const left = [];
		for (let request = 0; request < REQUESTS; request++) {
			const answered = await home.call("/api/v1/health");
			expect(answered.status).toBe(200);
			expect(answered.headers["ratelimit-policy"]).toMatch(
				/^"requests"; q=3; w=60; pk=/,
			);
			left.push(/r=(\d+)/.exec(String(answered.headers.ratelimit))?.[1]);
		}
		expect(left).toEqual(["2", "1", "0"]);
		const refused = await home.call("/api/v1/health");
		expect(refused.status).toBe(429);
		expect(refused.headers["content-type"]).toBe("application/problem+json");
		expect(refused.json).toMatchObject({ code: "rate_limited", status: 429 });
		expect(refused.headers["retry-after"]).toBe("26");
		expect(refused.headers.ratelimit).toMatch(/^"requests"; r=0; t=\d+$/);
		expect(home.logs).toEqual([]);
	});

	test("ends with the minute", async () => {
		let now = NOW;
		const home = await serve(
			limited({ hitCounter: createMemoryHitCounter(() => now) }),
		);
		const status = async () => (await home.call("/api/v1/health")).status;
		for (let request = 0; request < REQUESTS; request++) await status();
		expect(await status()).toBe(429);
		now += WINDOW_MS;
		expect(await status()).toBe(200);
	});

	test("counts what is refused and what is nowhere too, and reads no body over it", async () => {
		const home = await serve(limited());
		expect((await home.call("/nowhere")).status).toBe(404);
		expect((await home.call("/logOperation")).status).toBe(405);
		const guess = { key: "not-a-key-of-ours-at-all" };
		expect((await home.post("/logOperation", {}, guess)).status).toBe(401);
		expect((await home.post("/logOperation", {}, guess)).status).toBe(429);
	});

	test("gives every valid key a bucket of its own, wherever it comes from", async () => {
		const home = await serve(limited());
		const spend = async (key: string, headers: Record<string, string>) =>
			(
				await home.post(
					"/logOperation",
					{ events: events(1) },
					{ key, headers },
				)
			).status;
		for (let request = 0; request < REQUESTS; request++)
			expect(await spend(INGEST_KEY, from(`203.0.113.${request}`))).toBe(200);
		expect(await spend(INGEST_KEY, from("203.0.113.9"))).toBe(429);
		expect(await spend(ROTATED_KEY, from("203.0.113.9"))).toBe(200);
		expect((await home.call("/api/v1/health")).status).toBe(200);
	});

	test("goes by the address that the front end added, not by what the caller wrote", async () => {
		const home = await serve(limited());
		const call = async (...addresses: string[]) =>
			(await home.call("/api/v1/health", { headers: from(...addresses) }))
				.status;
		for (let request = 0; request < REQUESTS; request++)
			expect(await call(`10.0.0.${request}`, "203.0.113.7")).toBe(200);
		expect(await call("10.9.9.9", "203.0.113.7")).toBe(429);
		expect(await call("203.0.113.7", "203.0.113.8")).toBe(200);
	});

	test("believes no header where no proxy is ours", async () => {
		const home = await serve(limited({ trustedProxies: 0 }));
		const call = async (headers: Record<string, string>) =>
			(await home.call("/api/v1/health", { headers })).status;
		const forged: Record<string, string>[] = [
			from("10.0.0.1"),
			{ "x-real-ip": "10.0.0.2" },
			{ forwarded: "for=10.0.0.3" },
		];
		for (const headers of forged) expect(await call(headers)).toBe(200);
		expect(await call(from("10.0.0.4"))).toBe(429);
	});

	test("takes an IPv6 customer as one, by /56, and IPv4 in IPv6 as IPv4", async () => {
		const home = await serve(limited());
		const call = async (address: string) =>
			(await home.call("/api/v1/health", { headers: from(address) })).status;
		for (const interfaceId of ["1", "ffff:1", "aa:2"])
			expect(await call(`2001:db8:0:1200::${interfaceId}`)).toBe(200);
		expect(await call("2001:db8:0:12ff::9")).toBe(429);
		expect(await call("2001:db8:0:1300::9")).toBe(200);
		for (let request = 0; request < REQUESTS; request++)
			expect(await call("::ffff:203.0.113.7")).toBe(200);
		expect(await call("203.0.113.7")).toBe(429);
	});

	test("counts this machine's own programs apart from pages and from what comes through a proxy", async () => {
		const home = await serve(
			limited({ trustLoopback: true, trustedProxies: 0 }),
		);
		const call = async (headers: Record<string, string> = {}) =>
			(await home.call("/api/v1/health", { headers })).status;
		const page = { origin: "https://evil.example" };
		for (let request = 0; request < REQUESTS; request++)
			expect(await call(page)).toBe(200);
		expect(await call(page)).toBe(429);
		expect(await call(from("203.0.113.7"))).toBe(429);
		for (let request = 0; request < REQUESTS; request++)
			expect(await call()).toBe(200);
		expect(await call()).toBe(429);
	});

	test("holds where the app is mounted in another, as Google's front end mounts it", async () => {
		const { options } = appOptions(limited());
		const { default: express } = await import("express");
		const outer = express();
		outer.set("trust proxy", true);
		outer.use(createApp(options));
		const home = await listen(outer);
		const call = async (...addresses: string[]) =>
			(await home.call("/api/v1/health", { headers: from(...addresses) }))
				.status;
		for (let request = 0; request < REQUESTS; request++)
			expect(await call(`10.0.0.${request}`, "203.0.113.7")).toBe(200);
		expect(await call("10.0.0.9", "203.0.113.7")).toBe(429);
	});
});

describe("the budget of events", () => {
	const post = async (
		home: Awaited<ReturnType<typeof serve>>,
		body: unknown,
		key = INGEST_KEY,
	) => home.post("/logOperation", body, { key });

	test("stores what it reaches to, and asks for the rest again", async () => {
		const home = await serve(limited());
		const answered = await post(home, { events: events(EVENTS + 2) });
		expect(answered.status).toBe(200);
		expect(answered.json).toMatchObject({ stored: EVENTS });
		const { results } = answered.json as { results: { status: string }[] };
		expect(results.map(({ status }) => status)).toEqual([
			...Array.from({ length: EVENTS }, () => "stored"),
			"retry",
			"retry",
		]);
		expect(answered.headers["retry-after"]).toBe("26");
	});

	test("that is used up is a 503 with Retry-After, for a batch and for one event", async () => {
		const home = await serve(limited());
		await post(home, { events: events(EVENTS) });
		for (const body of [{ events: events(1) }, { id: "x", ok: true }]) {
			const refused = await post(home, body);
			expect(refused.status).toBe(503);
			expect(refused.json).toMatchObject({ code: "event_budget_exceeded" });
			expect(refused.headers["retry-after"]).toBe("26");
		}
		expect((await post(home, { events: events(1) }, ROTATED_KEY)).status).toBe(
			200,
		);
	});

	test("is charged for bad events too, but they cannot hold up good ones beside them", async () => {
		const home = await serve(limited());
		const bad = events(2 * EVENTS, false);
		const answered = await post(home, { events: [...bad, ...events(EVENTS)] });
		expect(answered.json).toMatchObject({
			stored: EVENTS,
			rejected: 2 * EVENTS,
		});
		expect(answered.headers).not.toHaveProperty("retry-after");
		expect((await post(home, { events: events(1) })).status).toBe(503);

		const other = await serve(limited());
		expect((await post(other, { events: bad })).status).toBe(200);
		expect((await post(other, { events: events(1) })).status).toBe(503);
	});

	test("that is spent lets nobody look at the events", async () => {
		let looked = 0;
		const analytics = fakeAnalytics({
			ingest: async (given, options) => {
				looked += given.length;
				return storing().ingest(given, options);
			},
		});
		const home = await serve(limited({ analytics }));
		await post(home, { events: events(EVENTS) });
		await post(home, { events: events(EVENTS) });
		expect(looked).toBe(EVENTS);
	});

	test("is not charged for what could not be stored", async () => {
		let away: "unknown" | "throws" | undefined = "unknown";
		const analytics = fakeAnalytics({
			ingest: async (given, options) => {
				const verdicts = await storing().ingest(given, options);
				if (away === "throws") throw new StoreUnavailableError("away");
				if (away === undefined) return verdicts;
				return given.map((_, index) => ({
					status: "retry",
					id: `e${index}`,
				}));
			},
		});
		const home = await serve(limited({ analytics }));
		for (const how of ["unknown", "throws"] as const) {
			away = how;
			const refused = await post(home, { events: events(EVENTS) });
			expect(refused.status).toBe(503);
			expect(refused.json).toMatchObject({ code: "unavailable" });
		}
		away = undefined;
		expect((await post(home, { events: events(EVENTS) })).json).toMatchObject({
			stored: EVENTS,
		});
	});
});
