import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The deploy bundle as the platform installs it, alone in a folder of its own. */
export interface InstalledBundle {
	readonly folder: string;
	remove(): void;
}

/**
 * Copies a built deploy bundle into a new folder and installs what its lockfile lists.
 *
 * @throws {Error} if it is not built, or npm fails
 */
export function installBundle(deployFolder: string): InstalledBundle {
	const folder = mkdtempSync(join(tmpdir(), "deploy-bundle-"));
	const remove = () => rmSync(folder, { recursive: true, force: true });
	try {
		cpSync(deployFolder, folder, { recursive: true });
		const { status, stderr } = spawnSync(
			"npm",
			["ci", "--omit=dev", "--prefer-offline", "--no-audit", "--no-fund"],
			{ cwd: folder, encoding: "utf8" },
		);
		if (status !== 0) throw new Error(`npm ci failed: ${stderr}`);
		return { folder, remove };
	} catch (error) {
		remove();
		throw error;
	}
}
