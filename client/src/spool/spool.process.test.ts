import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openHttpSink } from "../../testing/open-http-sink.ts";
import { readyEvents } from "../../testing/ready-events.ts";
import { openSinkServer, type SinkServer } from "../../testing/sink-server.ts";
import {
	buildSinkProcess,
	type SinkProcess,
} from "../../testing/start-sink-process.ts";

/** Nothing listens on it. */
const DOWN = "http://127.0.0.1:9";

describe("processes that share a spool", () => {
	let folder: string;
	let spool: string;
	let server: SinkServer;
	let start: ReturnType<typeof buildSinkProcess>;
	const started: SinkProcess[] = [];
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "spool-process-"));
		start = buildSinkProcess(folder);
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	beforeEach(async () => {
		server = await openSinkServer();
		spool = mkdtempSync(join(folder, "spool-"));
	});
	afterEach(async () => {
		for (const { child } of started.splice(0)) child.kill("SIGKILL");
		await server.close();
	});

	const run = (options: Parameters<typeof start>[0]) => {
		const running = start({ spool, ...options });
		started.push(running);
		return running;
	};

	/** What the next start does: it takes over what was left. */
	async function nextStart(): Promise<void> {
		const { sink } = openHttpSink({ endpoint: server.url, spoolFolder: spool });
		await sink.close(20_000);
	}

	const missing = (series: number, count: number) =>
		readyEvents(series, count)
			.map(({ id }) => id)
			.filter((id) => !server.events.has(id));

	it("lose nothing by process.exit() straight after tracking", async () => {
		const { ended } = run({ mode: "exit", endpoint: server.url });
		expect(await ended).toMatchObject({ code: 0, stdout: "" });
		await nextStart();
		expect(missing(1, 100)).toEqual([]);
		expect(server.events.size).toBe(100);
		expect(readdirSync(spool)).toEqual([]);
	});

	it.each(["up", "down"])(
		"lose nothing that was accepted by SIGKILL while the endpoint is %s",
		async (state) => {
			const endpoint = state === "up" ? server.url : DOWN;
			for (let series = 1; series <= 4; series++) {
				const running = run({ mode: "track", endpoint, series });
				while (running.told().length < 100 * series) await sleep(1);
				running.child.kill("SIGKILL");
				expect(await running.ended).toMatchObject({ signal: "SIGKILL" });
				await nextStart();
				expect(missing(series, running.told().length)).toEqual([]);
			}
		},
	);

	it("take each leftover over once, even if several look for it at one time", async () => {
		const count = 300;
		const writers = [1, 2, 3, 4, 5, 6].map((series) =>
			run({ mode: "exit", endpoint: DOWN, series, count }),
		);
		for (const { ended } of writers) await ended;
		const takers = [7, 8, 9, 10].map((series) =>
			run({ mode: "close", endpoint: server.url, series, count }),
		);
		for (const { ended } of takers)
			expect(await ended).toMatchObject({ code: 0, stdout: "" });
		for (let series = 1; series <= 10; series++)
			expect(missing(series, count)).toEqual([]);
		const twice = [...server.events.values()].filter(({ times }) => times > 1);
		expect(twice).toEqual([]);
		expect(readdirSync(spool)).toEqual([]);
	});

	it("leave what a live one holds alone, and take it once that one is killed", async () => {
		const living = run({ mode: "track", endpoint: DOWN });
		while (living.told().length < 50) await sleep(1);
		await nextStart();
		expect(server.events.size).toBe(0);
		living.child.kill("SIGKILL");
		await living.ended;
		await nextStart();
		expect(missing(1, living.told().length)).toEqual([]);
	});

	it("fall back to memory when the disk takes only part of a batch, and lose nothing", async () => {
		const { ended, told } = run({
			mode: "close",
			endpoint: server.url,
			count: 1_000,
			fileBlocks: 200,
		});
		expect(await ended).toMatchObject({ code: 0, stdout: "" });
		expect(missing(1, 1_000)).toEqual([]);
		expect(JSON.parse(told().at(-1) ?? "")).toMatchObject({
			stored: 1_000,
			spooled: 0,
			droppedFromQueue: 0,
			said: [expect.stringContaining("EFBIG")],
		});
	});

	it.each([
		["does not listen", () => DOWN],
		["hangs", () => server.url],
		// Packets to it get lost, or there is no way to it: both must do.
		["cannot be reached", () => "http://10.255.255.1:81"],
	])("end by themselves while the endpoint %s", async (_, endpoint) => {
		server.behave(() => ({ kind: "hang" }));
		for (const spoolOrNone of [spool, "-"]) {
			const { ended } = run({
				mode: "end",
				endpoint: endpoint(),
				spool: spoolOrNone,
			});
			const { code, ms } = await ended;
			expect(code).toBe(0);
			// A request that kept it alive would do so for ten seconds.
			expect(ms).toBeLessThan(8_000);
		}
		server.behave(() => ({ kind: "serve" }));
		await nextStart();
		expect(missing(1, 100)).toEqual([]);
	});

	it("await a flush to its end though they have nothing else to do", async () => {
		for (const spoolOrNone of [spool, "-"]) {
			await server.goDown();
			const { ended, told } = run({
				mode: "flush",
				endpoint: server.url,
				spool: spoolOrNone,
			});
			await sleep(500);
			await server.comeBack();
			expect(await ended).toMatchObject({ code: 0, stdout: "" });
			expect(told()).toEqual(["flushed"]);
		}
		expect(missing(1, 100)).toEqual([]);
	});
});
