import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { isLeftBehind, isSpoolFolder, type Owner } from "./owner.ts";

/** Folders of one spool. Each is what one process has left behind. */
export const MOST_FOLDERS = 1_000;

/**
 * Deletes the oldest folders that are left behind, where a spool has {@link MOST_FOLDERS} or more, until there is
 * room for one; returns how many these were. Bytes are bounded by surveys, to which processes that end at once
 * never come: a command line that is called again and again while its home is away.
 *
 * @throws {NodeJS.ErrnoException} if the spool or a folder in it cannot be read or deleted
 */
export function thinOut(root: string, owner: Owner): number {
	const names = readdirSync(root).filter(isSpoolFolder);
	const excess = names.length - MOST_FOLDERS + 1;
	if (excess <= 0) return 0;
	const now = Date.now();
	const oldest = names
		.map((name) => {
			const path = join(root, name);
			const stats = statSync(path, { throwIfNoEntry: false });
			return { name, path, ageMs: now - (stats?.mtimeMs ?? now) };
		})
		.filter(({ name, ageMs }) => isLeftBehind(name, ageMs, owner))
		.sort((one, other) => other.ageMs - one.ageMs)
		.slice(0, excess);
	for (const { path } of oldest) rmSync(path, { recursive: true, force: true });
	return oldest.length;
}
