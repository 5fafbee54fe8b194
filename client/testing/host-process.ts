import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { bundleModule } from "./bundle-module.ts";

/** What became of a host. */
export interface HostOutcome {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
	/** What the script told by `tell`. */
	readonly told: string;
}

/** How a host is started. */
export interface HostStart {
	readonly environment?: NodeJS.ProcessEnv;
	/** Nobody reads its stderr. */
	readonly deaf?: boolean;
	/** Called when the script first tells something. */
	readonly onTold?: (kill: () => void) => void;
}

/** Hosts that run the client in processes of their own, with a home folder of their own. */
export interface Hosts {
	/** Beside the home folder; for what scripts write. */
	readonly folder: string;
	/** The user's data folder, as the client finds it. */
	readonly home: string;
	/**
	 * Runs a script until it ends. It has `AnalyticsService`, `operation(i)` (an operation to track),
	 * `service(options)`, `tell(value)` and `folder`.
	 */
	run(script: string, start?: HostStart): Promise<HostOutcome>;
	remove(): void;
}

/** Bundles the client, and returns how to start hosts of it. */
export function openHosts(): Hosts {
	const folder = mkdtempSync(join(tmpdir(), "client-host-"));
	const home = join(folder, "home");
	const bundle = join(folder, "client.cjs");
	bundleModule("src/index.ts", bundle);
	return {
		folder,
		home,
		async run(script, { environment = {}, deaf = false, onTold } = {}) {
			const program = preludeOf(bundle, folder) + script;
			const child = spawn(
				process.execPath,
				["--unhandled-rejections=strict", "-e", program],
				{
					cwd: folder,
					stdio: ["ignore", "pipe", "pipe", "pipe"],
					env: {
						PATH: process.env.PATH,
						HOME: home,
						XDG_DATA_HOME: home,
						APPDATA: home,
						...environment,
					},
				},
			);
			const told = child.stdio[3] as Readable;
			if (deaf) child.stderr?.destroy();
			if (onTold !== undefined)
				told.once("data", () => onTold(() => child.kill("SIGKILL")));
			const [exit, ...output] = await Promise.all([
				once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>,
				text(child.stdout as Readable),
				deaf ? "" : text(child.stderr as Readable),
				text(told),
			]);
			const [stdout, stderr, heard] = output;
			return { code: exit[0], signal: exit[1], stdout, stderr, told: heard };
		},
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}

function preludeOf(bundle: string, folder: string): string {
	return `
const folder = ${JSON.stringify(folder)};
const { AnalyticsService } = require(${JSON.stringify(bundle)});
const service = (options) => new AnalyticsService({ platform: "mcp", ...options });
const tell = (value) => require("node:fs").writeSync(3, JSON.stringify(value));
const operation = (i) => ({
	userId: "ada", operationType: "trim", processingTime: i, success: true,
	parameters: { crf: 23, input: "/home/ada/film.mp4" },
});
`;
}
