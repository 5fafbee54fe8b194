import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { median } from "../bench/statistics.ts";
import { FIRST_REQUESTS } from "./first-requests.ts";
import { installBundle } from "./install-bundle.ts";
import {
	type ColdStart,
	loadIndex,
	type Place,
	packagesOf,
	startCold,
} from "./measure.ts";
import { describe, type FunctionReport } from "./report.ts";
import { startTaskSink } from "./task-sink.ts";

const RECORDER = join(import.meta.dirname, "record-modules.mjs");
const REPOSITORY = join(import.meta.dirname, "../..");

const USAGE = `npm run cold-start -- [--starts N] [--json] [FUNCTION ...]

Builds the deploy bundle, installs it alone in a new folder and starts its functions as the platform does, each
time in a fresh process, against an offline Firestore. Prints medians of N starts (default 7), and
which packages each function has loaded when its first answer is out.
`;

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: {
			starts: { type: "string", default: "7" },
			json: { type: "boolean", default: false },
			help: { type: "boolean", default: false },
		},
	});
	const names = positionals.length > 0 ? positionals : FUNCTIONS;
	const starts = Number(values.starts);
	const isKnown = names.every((name) => FUNCTIONS.includes(name));
	if (values.help || !isKnown || !(Number.isInteger(starts) && starts > 0)) {
		process.stderr.write(`${USAGE}\nFunctions: ${FUNCTIONS.join(", ")}\n`);
		process.exitCode = values.help ? 0 : 2;
		return;
	}
	const reports = await measureAll(names, starts);
	const { node } = process.versions;
	process.stdout.write(
		values.json
			? `${JSON.stringify({ node, starts, functions: reports }, undefined, "\t")}\n`
			: describe(reports, starts),
	);
}

const FUNCTIONS = Object.keys(FIRST_REQUESTS);

async function measureAll(
	names: readonly string[],
	starts: number,
): Promise<FunctionReport[]> {
	execFileSync(process.execPath, [join(REPOSITORY, "functions/build.mjs")]);
	const bundle = installBundle(join(REPOSITORY, "functions/deploy"));
	const firestore = await startFirestore();
	const tasks = await startTaskSink();
	const place: Place = {
		...bundle,
		firestore: firestore.address,
		tasks: tasks.address,
	};
	try {
		const measured = [];
		for (const name of names)
			measured.push({
				name,
				loads: [] as number[],
				colds: [] as ColdStart[],
				// Also warms the disk's cache, for all starts alike.
				packages: await packagesOf(place, name, RECORDER),
			});
		// In turn, so that what else the machine does slows all functions down alike.
		for (let start = 0; start < starts; start++)
			for (const { name, loads, colds } of measured) {
				loads.push(loadIndex(place, name));
				colds.push(await startCold(place, name));
			}
		return measured.map(({ name, loads, colds, packages }) => ({
			name,
			loadIndexMs: median(loads),
			listeningMs: median(colds.map((cold) => cold.listeningMs)),
			firstAnswerMs: median(colds.map((cold) => cold.firstAnswerMs)),
			packages,
		}));
	} finally {
		await tasks.stop();
		await firestore.stop();
		bundle.remove();
	}
}

/** In a process of its own, so that it takes no time from the measuring one. */
async function startFirestore(): Promise<{
	address: string;
	stop(): Promise<void>;
}> {
	const child = spawn(
		process.execPath,
		[join(REPOSITORY, "scripts/offline-firestore/main.ts"), "--port", "0"],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	const exited = once(child, "exit");
	const [line] = await once(createInterface({ input: child.stdout }), "line");
	const address = /127\.0\.0\.1:\d+/.exec(String(line))?.[0];
	if (address === undefined) throw new Error(`the Firestore said ${line}`);
	return {
		address,
		async stop() {
			child.kill("SIGTERM");
			await exited;
		},
	};
}

await main();
