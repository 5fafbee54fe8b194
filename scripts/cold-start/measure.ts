import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { request } from "node:http";
import {
	FIRST_REQUESTS,
	type FirstRequest,
	SETTINGS,
} from "./first-requests.ts";
import { type FunctionProcess, startFunction } from "./function-process.ts";
import { type LoadedPackages, recordModules } from "./loaded-packages.ts";

/** One cold start. */
export interface ColdStart {
	/** From the start of the process until its port is open. */
	readonly listeningMs: number;
	/** From the start of the process until its first answer is there. */
	readonly firstAnswerMs: number;
}

/** Where functions are started from, and what they reach. */
export interface Place {
	readonly folder: string;
	/** `host:port` of a Firestore. */
	readonly firestore: string;
	/** `host:port` of what takes tasks. */
	readonly tasks: string;
}

/** Loads `index.mjs` in a process that has loaded nothing else; ms. */
export function loadIndex({ folder }: Place, target: string): number {
	const printed = execFileSync(
		process.execPath,
		["--input-type=module", "--eval", LOAD],
		{
			cwd: folder,
			encoding: "utf8",
			env: { ...process.env, ...SETTINGS, FUNCTION_TARGET: target },
		},
	);
	return Number(printed);
}

const LOAD = `
	const start = performance.now();
	await import("./index.mjs");
	process.stdout.write(String(performance.now() - start), () => process.exit());
`;

/**
 * Starts a function and asks it once.
 *
 * @throws {Error} with the function's output, if it does not answer 200
 */
export async function startCold(
	place: Place,
	target: string,
): Promise<ColdStart> {
	const started = await start(place, target);
	try {
		const listeningMs = performance.now() - started.startedAt;
		await ask(started, firstRequest(target));
		return {
			listeningMs,
			firstAnswerMs: performance.now() - started.startedAt,
		};
	} finally {
		await started.stop();
	}
}

/** What a function has loaded when its first answer is out; `recorder` is `record-modules.mjs`. */
export async function packagesOf(
	place: Place,
	target: string,
	recorder: string,
): Promise<LoadedPackages> {
	const record = recordModules(place.folder, recorder);
	const started = await start(place, target, record);
	try {
		await ask(started, firstRequest(target));
	} finally {
		await started.stop();
	}
	return record.read();
}

function start(
	{ folder, firestore, tasks }: Place,
	target: string,
	more: {
		readonly nodeParameters?: readonly string[];
		readonly environment?: Readonly<Record<string, string>>;
	} = {},
): Promise<FunctionProcess> {
	return startFunction({
		folder,
		target,
		nodeParameters: more.nodeParameters,
		environment: {
			...SETTINGS,
			FIRESTORE_EMULATOR_HOST: firestore,
			CLOUD_TASKS_EMULATOR_HOST: tasks,
			...more.environment,
		},
	});
}

function firstRequest(target: string): FirstRequest {
	const make = FIRST_REQUESTS[target];
	if (make === undefined) throw new Error(`there is no function ${target}`);
	return make();
}

/** What functions answer; a task's has nothing to say. */
const SUCCEEDED = [200, 204];

/** With node:http: the first fetch of a process takes tens of milliseconds by itself. */
async function ask(
	{ url, output }: FunctionProcess,
	{ method, path, headers, body }: FirstRequest,
): Promise<void> {
	const sent = request(url + path, { method, headers, agent: false });
	sent.end(body);
	const [response] = await once(sent, "response");
	let text = "";
	for await (const chunk of response.setEncoding("utf8")) text += chunk;
	if (!SUCCEEDED.includes(response.statusCode ?? 0))
		throw new Error(`answered ${response.statusCode} ${text}\n${output()}`);
}
