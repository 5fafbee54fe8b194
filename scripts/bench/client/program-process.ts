import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { BenchError } from "../bench-error.ts";
import type { Messages, ProgramName, Tasks } from "./program/task.ts";

const OUTPUT_LENGTH_MAX = 2_000;

/** A program of `program/`, running. */
export interface ProgramProcess {
	readonly child: ChildProcess;
	/**
	 * The content of the message of this kind; undefined if the process ends, or the time runs out, before it is
	 * told. Each kind is told once at most.
	 */
	told<Kind extends keyof Messages>(
		kind: Kind,
		withinMs: number,
	): Promise<Messages[Kind] | undefined>;
	/** Says that enough was seen. */
	finish(): void;
	/** Kills it, if it has not ended, and waits until it has. */
	stop(): Promise<void>;
	/** Resolves when it has ended. */
	readonly ended: Promise<void>;
	/** The last that it said on stderr. */
	said(): string;
}

/** Starts a program of the bundle. */
export function startProgram<Name extends ProgramName>(
	file: string,
	name: Name,
	task: Tasks[Name],
): ProgramProcess {
	const child = fork(file, [name, JSON.stringify(task)], {
		env: environment(),
		// What libraries print goes nowhere.
		stdio: ["ignore", "ignore", "pipe", "ipc"],
	});
	let stderr = "";
	child.stderr?.setEncoding("utf8").on("data", (text: string) => {
		stderr = (stderr + text).slice(-OUTPUT_LENGTH_MAX);
	});
	const told = new Map<string, unknown>();
	child.on("message", (message: { kind?: string; content?: unknown }) => {
		if (message.kind === undefined) return;
		told.set(message.kind, message.content);
		child.emit(`told ${message.kind}`);
	});
	const ended = once(child, "exit").then(() => {});
	return {
		child,
		ended,
		said: () => stderr.trim(),
		async told(kind, withinMs) {
			const abort = new AbortController();
			if (!told.has(kind))
				await Promise.race([
					once(child, `told ${kind}`, abort),
					ended,
					timeOut(withinMs, abort),
				]).catch(() => {});
			abort.abort();
			return told.get(kind) as never;
		},
		finish() {
			if (child.connected) child.send("finish");
		},
		async stop() {
			if (child.exitCode === null && child.signalCode === null)
				child.kill("SIGKILL");
			await ended;
		},
	};
}

/**
 * What a program told, when it has ended of itself.
 *
 * @throws {BenchError} if it told nothing in time
 */
export async function outcomeOf<Kind extends keyof Messages>(
	program: ProgramProcess,
	kind: Kind,
	withinMs: number,
): Promise<Messages[Kind]> {
	const outcome = await program.told(kind, withinMs);
	await program.stop();
	if (outcome !== undefined) return outcome;
	throw new BenchError(
		`${program.child.spawnargs.slice(2).join(" ")}\nsaid nothing of ${kind} within ${withinMs / 1_000} s\n${program.said()}`,
	);
}

function timeOut(ms: number, { signal }: AbortController): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, ms);
		signal.addEventListener("abort", () => clearTimeout(timer));
	});
}

/** Nothing of ours, so that a setting of the machine changes nothing that is measured. */
function environment(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(
			([name]) =>
				!/^(ANALYTICS_|FIREBASE_|DO_NOT_TRACK$|NODE_OPTIONS$|https?_proxy$)/i.test(
					name,
				),
		),
	);
}
