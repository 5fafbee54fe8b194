import {
	existsSync,
	readdirSync,
	readFileSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Hosts, openHosts } from "../testing/host-process.ts";
import { openSinkServer, type SinkServer } from "../testing/sink-server.ts";
import { splitRecords } from "./delivery/batch.ts";

/** Nobody listens there. */
const NOWHERE = "http://127.0.0.1:9";

let hosts: Hosts;
let server: SinkServer;

beforeEach(() => {
	hosts = openHosts();
});

afterEach(() => hosts.remove());

const linesOf = (path: string) =>
	readFileSync(path, "utf8")
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => JSON.parse(line) as Record<string, unknown>);

/** Ids of the events in a spool, sorted. */
const spooledIn = (spool: string) =>
	readdirSync(spool)
		.map((folder) => join(spool, folder))
		.flatMap((folder) =>
			readdirSync(folder).map((file) => readFileSync(join(folder, file))),
		)
		.flatMap(splitRecords)
		.map((record) => JSON.parse(record.toString()).id)
		.sort();

const quiet = { code: 0, signal: null, stdout: "", stderr: "" };

describe("whoever has opted out", () => {
	test.each([
		["ANALYTICS_ENABLED", "false"],
		["DO_NOT_TRACK", "1"],
	])(
		"by %s=%s: no file, no word, no wait, and everything still runs",
		async (name, value) => {
			const outcome = await hosts.run(
				`const analytics = service({ endpoint: "${NOWHERE}", dataFolder: folder + "/data", metricsFile: folder + "/metrics/m.ndjson" });
			analytics.trackFfmpegOperation(operation(1));
			const session = analytics.session({ name: "job" });
			session.trackFfmpegOperation(operation(2));
			(async () => {
				const measured = await session.measure(operation(3), async () => 5);
				const report = await analytics.getTemplateCandidates().catch(({ code }) => code);
				await analytics.flush();
				await analytics.shutdown();
				const handles = process.getActiveResourcesInfo().filter((each) => !/FS|Pipe|TTY/.test(each));
				tell({ measured, report, handles, tracked: analytics.counters().tracked });
			})();`,
				{ environment: { [name]: value } },
			);
			expect(outcome).toMatchObject(quiet);
			expect(JSON.parse(outcome.told)).toEqual({
				measured: 5,
				report: "off",
				handles: [],
				tracked: 0,
			});
			expect(readdirSync(hosts.folder)).toEqual(["client.cjs"]);
		},
	);
});

describe("a wrong setting", () => {
	test("is said once, and turns everything off", async () => {
		const outcome = await hosts.run(
			`for (let i = 0; i < 3; i++) service({ endpoint: "nowhere" }).trackFfmpegOperation(operation(i));
			new AnalyticsService().trackFfmpegOperation(operation(1));`,
		);
		expect(outcome).toMatchObject({ code: 0, stdout: "", told: "" });
		expect(outcome.stderr.trimEnd().split("\n")).toEqual([
			"[ffmpeg-analytics] off: endpoint must be an address",
			"[ffmpeg-analytics] off: the options are no object",
		]);
		expect(existsSync(hosts.home)).toBe(false);
	});
});

describe("debugging", () => {
	test("shows on stderr what would be sent, and nothing else", async () => {
		const outcome = await hosts.run(
			`const analytics = service({ endpoint: "${NOWHERE}", dataFolder: folder + "/data" });
			for (let i = 0; i < 3; i++) analytics.trackFfmpegOperation(operation(i));`,
			{ environment: { ANALYTICS_DEBUG: "1" } },
		);
		expect(outcome).toMatchObject({ code: 0, stdout: "" });
		const shown = outcome.stderr.trimEnd().split("\n");
		expect(shown).toHaveLength(3);
		for (const line of shown)
			expect(JSON.parse(line)).toMatchObject({
				platform: "mcp",
				operation: { parameters: '{"crf":23,"input":"[path]"}' },
			});
		expect(readdirSync(join(hosts.folder, "data"))).toEqual(["salt"]);
	});

	test("harms no host whose stderr is closed", async () => {
		const outcome = await hosts.run(
			`setTimeout(() => {
				const analytics = service({ debug: true });
				for (let i = 0; i < 1000; i++) analytics.trackFfmpegOperation(operation(i));
				setTimeout(() => tell("well"), 100);
			}, 200);`,
			{ deaf: true },
		);
		expect(outcome).toMatchObject({ code: 0, told: '"well"' });
	});
});

describe("the notice", () => {
	const script = `
		const one = service({ metricsFile: folder + "/m.ndjson" });
		const other = service({ metricsFile: folder + "/m.ndjson" });
		one.trackFfmpegOperation(operation(1));
		other.trackFfmpegOperation(operation(2));`;

	test("is given once per install, before anything is kept, and says how to turn it off", async () => {
		const [first, second] = [await hosts.run(script), await hosts.run(script)];
		expect(first.stderr.trimEnd().split("\n")).toHaveLength(1);
		expect(first.stderr).toContain("ANALYTICS_ENABLED=false");
		expect(first.stderr).toContain(join(hosts.folder, "m.ndjson"));
		expect(second).toMatchObject(quiet);
		expect(linesOf(join(hosts.folder, "m.ndjson"))).toHaveLength(4);
	});

	test("is given by every process where nothing can be kept, as is said of the salt", async () => {
		writeFileSync(hosts.home, "a file, and no folder");
		const outcomes = [await hosts.run(script), await hosts.run(script)];
		for (const { stderr, code, stdout } of outcomes) {
			expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
			expect(stderr.match(/ANALYTICS_ENABLED=false/g)).toHaveLength(1);
			expect(stderr.match(/no salt can be kept/g)).toHaveLength(1);
		}
		expect(linesOf(join(hosts.folder, "m.ndjson"))).toHaveLength(4);
	});

	test("is not given where the host gives its own", async () => {
		const outcome = await hosts.run(
			`service({ metricsFile: folder + "/m.ndjson", notice: false }).trackFfmpegOperation(operation(1));`,
		);
		expect(outcome).toMatchObject(quiet);
	});
});

describe("the salt of an install", () => {
	test("is one, however many processes start at once", async () => {
		const script = `service({ metricsFile: folder + "/m.ndjson", notice: false }).trackFfmpegOperation(operation(1));`;
		const outcomes = await Promise.all(
			Array.from({ length: 8 }, () => hosts.run(script)),
		);
		for (const outcome of outcomes) expect(outcome).toMatchObject(quiet);
		const users = linesOf(join(hosts.folder, "m.ndjson")).map(
			({ user }) => user,
		);
		expect(users).toHaveLength(8);
		expect(new Set(users).size).toBe(1);
		const folder = join(hosts.home, "ffmpeg-analytics");
		expect(readdirSync(folder)).toEqual(["salt"]);
		expect(statSync(join(folder, "salt")).mode & 0o777).toBe(0o600);
		expect(readFileSync(join(folder, "salt"), "utf8")).toMatch(
			/^[0-9a-f]{64}\n$/,
		);
	});

	test("is the process's own where the user has no home", async () => {
		const outcome = await hosts.run(
			'service({ metricsFile: "m.ndjson", notice: false }).trackFfmpegOperation(operation(1))',
			{ environment: { HOME: "", XDG_DATA_HOME: "", APPDATA: "" } },
		);
		expect(outcome).toMatchObject({ code: 0, stdout: "" });
		expect(outcome.stderr).toContain("ANALYTICS_SALT");
		expect(linesOf(join(hosts.folder, "m.ndjson"))).toHaveLength(1);
		expect(existsSync(join(hosts.folder, ".local"))).toBe(false);
	});
});

describe("the end of a process", () => {
	const tracking = (more: string) =>
		`const analytics = service({ metricsFile: folder + "/m.ndjson", notice: false, salt: "s" });
		for (let i = 0; i < 100; i++) analytics.trackFfmpegOperation(operation(i));
		${more}`;

	test.each([
		["by itself", "", 0],
		["by process.exit", "process.exit(3)", 3],
		["by an error", "throw new Error('of the host')", 1],
		[
			"in beforeSend",
			"service({ metricsFile: folder + '/m.ndjson', notice: false, salt: 's', beforeSend: () => process.exit(4) }).trackFfmpegOperation(operation(1)); setTimeout(() => {}, 60_000)",
			4,
		],
		["while it shuts down", "void analytics.shutdown(); process.exit(5)", 5],
	])("%s: everything tracked before is kept", async (_, more, code) => {
		const outcome = await hosts.run(tracking(more));
		expect(outcome).toMatchObject({ code, stdout: "" });
		expect(
			linesOf(join(hosts.folder, "m.ndjson")).map((line) => line.duration_ms),
		).toEqual(Array.from({ length: 100 }, (_, i) => i));
	});

	test("by an exit listener of the host's: what it tracks is kept, too", async () => {
		const outcome = await hosts.run(`
			const analytics = service({ endpoint: "${NOWHERE}", dataFolder: folder + "/data", metricsFile: folder + "/m.ndjson", notice: false });
			analytics.trackFfmpegOperation(operation(1));
			setTimeout(() => process.on("exit", () => {
				for (let i = 2; i < 5; i++) analytics.trackFfmpegOperation(operation(i));
				tell(analytics.counters());
			}), 50);`);
		expect(outcome).toMatchObject(quiet);
		expect(JSON.parse(outcome.told)).toMatchObject({
			tracked: 4,
			spooled: 4,
			written: 4,
			droppedFromQueue: 0,
		});
		const kept = linesOf(join(hosts.folder, "m.ndjson")).map(({ id }) => id);
		expect(kept).toHaveLength(4);
		expect(spooledIn(join(hosts.folder, "data", "spool"))).toEqual(kept);
	});

	test("is not put off by a hook that tracks for each event", async () => {
		const outcome = await hosts.run(`
			const analytics = service({ metricsFile: folder + "/m.ndjson", notice: false, salt: "s", beforeSend(event) {
				analytics.trackFfmpegOperation(operation(2));
				return event;
			} });
			analytics.trackFfmpegOperation(operation(1));`);
		expect(outcome).toMatchObject(quiet);
		expect(linesOf(join(hosts.folder, "m.ndjson"))).toHaveLength(1);
	});

	test("of a worker thread, too", async () => {
		const outcome = await hosts.run(`
			const { Worker } = require("node:worker_threads");
			const work = \`
				const { AnalyticsService } = require("\${folder}/client.cjs");
				const analytics = new AnalyticsService({ platform: "mcp", metricsFile: "\${folder}/m.ndjson", notice: false, salt: "s" });
				for (let i = 0; i < 50; i++) analytics.trackFfmpegOperation({ userId: "ada", operationType: "trim", processingTime: i, success: true });
			\`;
			for (let i = 0; i < 2; i++) new Worker(work, { eval: true });`);
		expect(outcome).toMatchObject(quiet);
		const ids = linesOf(join(hosts.folder, "m.ndjson")).map(({ id }) => id);
		expect(ids).toHaveLength(100);
		expect(new Set(ids).size).toBe(100);
	});

	test("is not put off by what is tracked, nor by a home that is away", async () => {
		const started = Date.now();
		const outcome = await hosts.run(
			`service({ endpoint: "${NOWHERE}", dataFolder: folder + "/data", notice: false }).trackFfmpegOperation(operation(1));
			setTimeout(() => {}, 300);`,
		);
		expect(outcome.code).toBe(0);
		expect(Date.now() - started).toBeLessThan(15_000);
	});
});

describe("what was not delivered", () => {
	beforeEach(async () => {
		server = await openSinkServer();
	});

	afterEach(() => server.close());

	const start = (script: string) =>
		hosts.run(
			`const analytics = service({ endpoint: "${server.url}", dataFolder: folder + "/data", notice: false });
			${script}`,
		);

	test("at process.exit straight after 100 calls is delivered by the next start, each once", async () => {
		const first = await start(
			"for (let i = 0; i < 100; i++) analytics.trackFfmpegOperation(operation(i)); process.exit(0)",
		);
		expect(first).toMatchObject(quiet);
		expect(server.events.size).toBe(0);
		const next = await start(
			"analytics.trackFfmpegOperation(operation(100)); setTimeout(async () => { await analytics.shutdown(); tell(analytics.counters()) }, 1500)",
		);
		expect(next).toMatchObject(quiet);
		expect(server.events.size).toBe(101);
		expect([...server.events.values()].every(({ times }) => times === 1)).toBe(
			true,
		);
	});

	test("of two services that share a data folder, each is delivered once", async () => {
		const outcome = await start(
			`const other = new AnalyticsService({ platform: "webapp", endpoint: "${server.url}", dataFolder: folder + "/data", notice: false });
			for (let i = 0; i < 50; i++) { analytics.trackFfmpegOperation(operation(i)); other.trackFfmpegOperation(operation(i)); }
			Promise.all([analytics.flush(), other.flush()]).then(async () => {
				await Promise.all([analytics.shutdown(), other.shutdown()]);
				tell([analytics.counters().stored, other.counters().stored]);
			});`,
		);
		expect(outcome).toMatchObject({ ...quiet, told: "[50,50]" });
		expect(server.events.size).toBe(100);
	});

	test.each(["Infinity", "-1", "NaN", "'soon'"])(
		"shutdown(%s) delivers everything, and ends",
		async (deadline) => {
			const outcome = await start(
				`for (let i = 0; i < 10; i++) analytics.trackFfmpegOperation(operation(i)); analytics.shutdown(${deadline}).then(() => tell(analytics.counters()))`,
			);
			expect(outcome).toMatchObject(quiet);
			expect(JSON.parse(outcome.told)).toMatchObject({ stored: 10 });
		},
	);

	test("a flush in a process that has nothing else to do waits for it", async () => {
		const outcome = await start(
			"for (let i = 0; i < 2000; i++) analytics.trackFfmpegOperation(operation(i)); analytics.flush().then(() => tell(analytics.counters()))",
		);
		expect(outcome).toMatchObject(quiet);
		expect(JSON.parse(outcome.told)).toMatchObject({
			tracked: 2_000,
			stored: 2_000,
		});
	});
});
