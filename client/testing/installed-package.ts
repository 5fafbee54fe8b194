import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the workspace is, whose tools the tests use. */
export const REPOSITORY = join(__dirname, "..", "..");

/** The package as a host has it. */
export interface InstalledPackage {
	/** The host's folder, in which nothing else is installed. */
	readonly host: string;
	/** The package's folder in it. */
	readonly path: string;
	/** Runs a program in the host's folder and returns its output; throws with all it said if it fails. */
	run(program: string, ...parameters: string[]): string;
	remove(): void;
}

/** Whoever runs the tests may have opted out. */
const NO_SETTINGS = {
	ANALYTICS_ENABLED: "",
	ANALYTICS_DEBUG: "",
	DO_NOT_TRACK: "",
	FIREBASE_ENDPOINT: "",
};

/** Builds the package, packs it, and installs it in an empty folder, offline. */
export function installPackage(): InstalledPackage {
	const host = mkdtempSync(join(tmpdir(), "client-package-"));
	const run = (program: string, ...parameters: string[]) => {
		try {
			return execFileSync(program, parameters, {
				cwd: host,
				env: { ...process.env, ...NO_SETTINGS },
				encoding: "utf8",
				stdio: ["ignore", "pipe", "pipe"],
			});
		} catch (error) {
			const { stdout, stderr } = error as { stdout: string; stderr: string };
			throw new Error(`${program} failed:\n${stdout}${stderr}`);
		}
	};
	const dist = join(host, "dist");
	run(process.execPath, join(REPOSITORY, "client", "build.mjs"), dist);
	run("npm", "pack", dist, "--pack-destination", host);
	rmSync(dist, { recursive: true });
	const tarball = readdirSync(host).find((name) => name.endsWith(".tgz"));
	writeFileSync(join(host, "package.json"), '{"private":true}');
	run("npm", "install", "--offline", "--no-audit", `./${tarball}`);
	return {
		host,
		path: join(host, "node_modules", "@ffmpeg-analytics", "client"),
		run,
		remove: () => rmSync(host, { recursive: true }),
	};
}

/** A program that the workspace has installed. */
export function tool(name: string): string {
	return join(REPOSITORY, "node_modules", ".bin", name);
}
