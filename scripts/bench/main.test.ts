import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

/** Building, and servers that start, work for a second and end. */
const RUN_MS_MAX = 120_000;

interface Outcome {
	/** Absent where it is 0. */
	readonly code?: number;
	readonly stdout: string;
	readonly stderr: string;
}

function bench(...parameters: string[]): Promise<Outcome> {
	const main = join(__dirname, "main.ts");
	return promisify(execFile)(process.execPath, [main, ...parameters]).catch(
		(error: Outcome) => error,
	);
}

it("lists what there is to run, and refuses what there is not", async () => {
	const list = await bench();
	expect(list.code).toBeUndefined();
	expect(list.stdout).toMatch(/^ {2}ingest {2,}\S/m);
	const refused = await bench("toString");
	expect(refused.code).toBe(2);
	expect(refused.stderr).toMatch(/^There is no benchmark toString\./);
	expect((await bench("ingest", "--rounds", "0")).code).toBe(2);
});

it(
	"measures ingest over SQLite, and finds every acknowledged event in the file",
	async () => {
		const { code, stdout, stderr } = await bench(
			...["ingest", "--only", "sqlite", "--json", "--connections", "4"],
			...["--rounds", "1", "--seconds", "1", "--warm-up", "0"],
		);
		expect({ code, stderr }).toEqual({ stderr: "" });
		const { contenders, ratios, faults } = JSON.parse(stdout) as {
			contenders: { contender: string; eventsPerSecond: number }[];
			ratios: unknown[];
			faults: string[];
		};
		expect(faults).toEqual([]);
		expect(contenders.map(({ contender }) => contender)).toEqual([
			"bare",
			"express",
			"sqlite-1",
			"sqlite-100",
			"floor-100",
		]);
		for (const { eventsPerSecond } of contenders)
			expect(eventsPerSecond).toBeGreaterThan(0);
		expect(ratios).toHaveLength(5);
	},
	RUN_MS_MAX,
);

it(
	"counts what aggregation costs in both homes, and finds every total as the naive way does",
	async () => {
		const { code, stdout, stderr } = await bench(
			...["aggregation", "--json", "--streams", "promised"],
			...["--events", "1000", "--history", "1000,2000"],
		);
		expect({ code, stderr }).toEqual({ stderr: "" });
		const { measurements, histories, targets, faults } = JSON.parse(stdout) as {
			measurements: { home: string; jobs: { name: string }[] }[];
			histories: { home: string }[];
			targets: { name: string }[];
			faults: string[];
		};
		expect(faults).toEqual([]);
		expect(measurements.map(({ home }) => home)).toEqual([
			"sqlite",
			"firestore",
			"firestore",
		]);
		expect(histories.map(({ home }) => home)).toEqual(["sqlite", "firestore"]);
		expect(targets.map(({ name }) => name)).toContain(
			"Firestore: writes an event",
		);
	},
	RUN_MS_MAX,
);

it(
	"measures what each view of the dashboard asks of a year",
	async () => {
		const { code, stdout, stderr } = await bench(
			"reports",
			"--events",
			"1000",
			"--rounds",
			"1",
			"--json",
		);
		expect({ code, stderr }).toEqual({ stderr: "" });
		const { results } = JSON.parse(stdout) as {
			results: { name: string; bytes: number; p95Ms: number }[];
		};
		expect(results.map(({ name }) => name)).toContain("usage, 365 days");
		for (const { bytes, p95Ms } of results) {
			expect(bytes).toBeGreaterThan(10);
			expect(p95Ms).toBeGreaterThan(0);
		}
	},
	RUN_MS_MAX,
);

it(
	"delivers every event of the client to its sink, once, beside the floor",
	async () => {
		const { code, stdout, stderr } = await bench(
			"client",
			"--only",
			"delivery",
			"--no-peers",
			"--quick",
			"--json",
		);
		expect({ code, stderr }).toEqual({ stderr: "" });
		const { results, targets, faults } = JSON.parse(stdout) as {
			results: { delivery: { contender: string; stored: number }[] };
			targets: unknown[];
			faults: string[];
		};
		expect(faults).toEqual([]);
		expect(
			results.delivery.map(({ contender, stored }) => [contender, stored]),
		).toEqual([
			["floor", 5_000],
			["ours-spool", 5_000],
			["ours", 5_000],
		]);
		expect(targets).toHaveLength(6);
	},
	RUN_MS_MAX,
);
