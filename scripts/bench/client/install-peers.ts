import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BenchError } from "../bench-error.ts";

/** Where the peers are installed, beside a manifest and a lock file of their own: they never reach the project's. */
export const PEERS_FOLDER = fileURLToPath(new URL("./peers/", import.meta.url));

/**
 * Installs the peers as their lock file says, unless that is what is there.
 *
 * @throws {BenchError} if npm cannot
 */
export function installPeers(): void {
	const stampFile = join(PEERS_FOLDER, "node_modules", ".lock-hash");
	const hash = createHash("sha256")
		.update(readFileSync(join(PEERS_FOLDER, "package-lock.json")))
		.digest("hex");
	if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return;
	process.stderr.write("Installing the peers ...\n");
	const { status, error } = spawnSync(
		"npm",
		["ci", "--ignore-scripts", "--loglevel=error"],
		{
			cwd: PEERS_FOLDER,
			// stdout is the report's.
			stdio: ["ignore", 2, 2],
			shell: process.platform === "win32",
		},
	);
	if (status !== 0)
		throw new BenchError(
			`npm could not install the peers${error ? `: ${error.message}` : ""}; --no-peers measures without them`,
		);
	writeFileSync(stampFile, hash);
}
