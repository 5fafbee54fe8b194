import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { DemoError } from "./demo-error.ts";

const START_MS_MAX = 60_000;
const STOP_MS_MAX = 10_000;
const OUTPUT_LENGTH_MAX = 4_000;
const OUTPUT_LINES_SHOWN = 15;
/** What follows is looked for too, as half an address may come first. */
const READY_ADDRESS =
	/https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+(?=[^\d])/;
const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/** Where `npm start` serves if nobody says otherwise. */
const USUAL_ADDRESS = "http://127.0.0.1:8787";
const LOOK_MS_MAX = 2_000;

/** The address of the home that runs where `npm start` serves; undefined if none does. */
export async function findRunningHome(): Promise<string | undefined> {
	try {
		const answer = await fetch(`${USUAL_ADDRESS}/api/v1/health`, {
			signal: AbortSignal.timeout(LOOK_MS_MAX),
		});
		const health: unknown = await answer.json();
		return isHealth(health) ? USUAL_ADDRESS : undefined;
	} catch {
		return undefined;
	}
}

function isHealth(answer: unknown): boolean {
	return (
		typeof answer === "object" &&
		answer !== null &&
		"status" in answer &&
		answer.status === "ok" &&
		"version" in answer
	);
}

/** A home that runs for the demo only. */
export interface OwnHome {
	readonly url: string;
	/** Ends it and waits until it has ended. */
	stop(): Promise<void>;
}

/** Starts a one-machine home on a free port over `databaseFile`, and waits until it is ready. */
export async function startOwnHome(
	databaseFile: string,
	signal: AbortSignal,
): Promise<OwnHome> {
	const child = spawn(
		process.execPath,
		["scripts/bootstrap.mjs", "start", "--port", "0", "--db", databaseFile],
		{ cwd: REPOSITORY, stdio: ["ignore", "pipe", "pipe"], windowsHide: true },
	);
	const stop = () => stopChild(child);
	try {
		return { url: await readUrl(child, signal), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** The address that the child prints when it is ready. */
function readUrl(child: ChildProcess, signal: AbortSignal): Promise<string> {
	return new Promise((resolve, reject) => {
		let stdout = "";
		let stderr = "";
		const fail = (what: string) => {
			clearTimeout(timer);
			const said = `${stdout}\n${stderr}`.trim().split("\n");
			const lines = [what, ...said.slice(-OUTPUT_LINES_SHOWN)];
			const hint = "To see more, start one by hand: npm start";
			reject(new DemoError(lines.join("\n"), hint));
		};
		const timer = setTimeout(
			() => fail(`The home was not ready after ${START_MS_MAX / 1000} s.`),
			START_MS_MAX,
		);
		// Both are read to the end, so that the child never blocks on a full pipe.
		child.stdout?.setEncoding("utf8").on("data", (text: string) => {
			stdout = (stdout + text).slice(-OUTPUT_LENGTH_MAX);
			const url = READY_ADDRESS.exec(stdout)?.[0];
			if (url) {
				clearTimeout(timer);
				resolve(url);
			}
		});
		child.stderr?.setEncoding("utf8").on("data", (text: string) => {
			stderr = (stderr + text).slice(-OUTPUT_LENGTH_MAX);
		});
		child.on("error", (error) => fail(`No home started: ${error.message}`));
		child.on("close", (code) => fail(`The home ended at once, code ${code}.`));
		signal.addEventListener("abort", () => fail("Stopped."), { once: true });
	});
}

function stopChild(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		if (child.exitCode !== null || child.signalCode !== null) return resolve();
		const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS_MAX);
		child.once("exit", () => {
			clearTimeout(timer);
			resolve();
		});
		child.kill("SIGTERM");
	});
}
