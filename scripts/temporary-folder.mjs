/** Where the tests' databases and bundles lie while they run. */
import { mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";

/** A folder in memory, on Linux. */
const MEMORY = "/dev/shm";

/** What a run writes at one time, deploy bundles with all their packages among it, and room to spare. */
const NEEDED_BYTES = 3e9;

/** Beside that, for the tests themselves. */
const LEFT_BYTES = 3e9;

/**
 * Makes a folder for a run's temporary files, and removes it when this process ends. It lies in memory where there
 * is plenty: most tests of stores wait for the disk, thousands of times, to have written what is to survive a loss
 * of power, and no test cuts the power. What survives a kill is in the kernel's hands, there as here.
 *
 * @returns {string} its path
 */
export function makeTemporaryFolder() {
	const folder = mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), "analytics-"));
	process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
	return folder;
}

function hasRoom() {
	try {
		// What is installed there also runs there.
		const mounts = readFileSync("/proc/mounts", "utf8");
		if (new RegExp(` ${MEMORY} .*\\bnoexec\\b`).test(mounts)) return false;
		const { bavail, bsize } = statfsSync(MEMORY);
		const isLarge = bavail * bsize >= NEEDED_BYTES;
		return isLarge && freemem() >= NEEDED_BYTES + LEFT_BYTES;
	} catch {
		return false;
	}
}
