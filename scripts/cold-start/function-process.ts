import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A function of an installed bundle, in a process of its own. */
export interface FunctionProcess {
	readonly pid: number;
	/** Without a slash at the end. */
	readonly url: string;
	/** `performance.now()` of this process when the other one was started. */
	readonly startedAt: number;
	/** What it wrote so far, on stdout and stderr. */
	output(): string;
	/** Ends it as the platform does, by SIGTERM, and resolves when it is gone. */
	stop(): Promise<void>;
}

/** Which function to start, and how. */
export interface FunctionStart {
	readonly folder: string;
	/** The name that the bundle exports it by. */
	readonly target: string;
	/** On top of what the platform sets. */
	readonly environment: Readonly<Record<string, string>>;
	/** What is loaded instead of the bundle. */
	readonly source?: string | undefined;
	readonly nodeParameters?: readonly string[] | undefined;
}

/** The project that functions run in. */
export const PROJECT = "demo-ffmpeg-analytics";

const RUNTIME = "node_modules/.bin/functions-framework";

/** How long a function may take to listen. */
const MAX_START_MS = 20_000;

const LISTENING_CHECK_MS = 2;

/**
 * Starts a function as Google's buildpack does, on the runtime that the bundle lists, and resolves
 * when it listens.
 *
 * @throws {Error} with its output, if it ends or does not listen in time
 */
export async function startFunction(
	start: FunctionStart,
): Promise<FunctionProcess> {
	const port = await freePort();
	const startedAt = performance.now();
	const child = spawn(
		process.execPath,
		[...(start.nodeParameters ?? []), join(start.folder, RUNTIME)],
		{
			cwd: start.folder,
			stdio: ["ignore", "pipe", "pipe"],
			env: { ...platformEnvironment(start, port), ...start.environment },
		},
	);
	let output = "";
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding("utf8").on("data", (text: string) => {
			output += text;
		});
	while (!(await isListening(port))) {
		const isLate = performance.now() - startedAt > MAX_START_MS;
		if (isLate) child.kill("SIGKILL");
		if (isLate || hasEnded(child))
			throw new Error(`${start.target} did not start: ${output}`);
		await sleep(LISTENING_CHECK_MS);
	}
	return {
		pid: child.pid ?? 0,
		url: `http://127.0.0.1:${port}`,
		startedAt,
		output: () => output,
		async stop() {
			if (hasEnded(child)) return;
			const exited = once(child, "exit");
			child.kill("SIGTERM");
			await exited;
		},
	};
}

/** Nothing of this process's environment but what Node itself needs. */
function platformEnvironment(
	{ target, source }: FunctionStart,
	port: number,
): Record<string, string> {
	return {
		PATH: process.env.PATH ?? "",
		PORT: String(port),
		NODE_ENV: "production",
		FUNCTION_TARGET: target,
		FUNCTION_SIGNATURE_TYPE: "http",
		...(source === undefined ? {} : { FUNCTION_SOURCE: source }),
		K_SERVICE: target.toLowerCase(),
		K_REVISION: "1",
		GCLOUD_PROJECT: PROJECT,
		// There is no metadata server to be asked for credentials.
		METADATA_SERVER_DETECTION: "none",
	};
}

function hasEnded(child: ChildProcess): boolean {
	return child.exitCode !== null || child.signalCode !== null;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, "close");
	return port;
}

function isListening(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect(port, "127.0.0.1");
		const answer = (listening: boolean) => {
			socket.destroy();
			resolve(listening);
		};
		socket.on("connect", () => answer(true));
		socket.on("error", () => answer(false));
	});
}
