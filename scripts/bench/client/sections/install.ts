import { execFile } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { median } from "../../statistics.ts";
import {
	type ContenderName,
	PEER_PACKAGES,
	type PeerName,
} from "../contenders/contender.ts";
import type { Laboratory } from "../laboratory.ts";
import { type Lock, packagesOf } from "./installed-packages.ts";

/** What a host takes on with a library. */
export interface Install {
	readonly contender: ContenderName;
	/** With the library itself. */
	readonly packages: number;
	/** That all their files take on the disk, MB (10^6 bytes). */
	readonly megabytes: number;
	/** Of an import in a new process; the median of several. */
	readonly importMs: number;
}

const IMPORTS = 11;
const QUICK_IMPORTS = 3;
/** What a file's blocks are counted in. */
const BLOCK_BYTES = 512;
const BYTES_PER_MB = 1_000_000;

/** Our client as it is built, its peers as npm installs them. */
export async function measureInstalls(
	laboratory: Laboratory,
): Promise<Install[]> {
	const { clientEntry, peersFolder, peers } = laboratory;
	const libraries = [
		{
			contender: "ours" as ContenderName,
			folders: [dirname(clientEntry)],
			specifier: pathToFileURL(clientEntry).href,
		},
		...peers.map((contender) => {
			const name = PEER_PACKAGES[contender as PeerName];
			const lock = readLock(peersFolder);
			return {
				contender,
				// Not those that are for another platform.
				folders: packagesOf(lock, name)
					.map((path) => join(peersFolder, path))
					.filter((folder) => existsSync(folder)),
				specifier: name,
			};
		}),
	].map((library) => ({ ...library, times: [] as number[] }));
	const imports = laboratory.quick ? QUICK_IMPORTS : IMPORTS;
	for (let turn = 0; turn < imports; turn++)
		for (const { specifier, times } of libraries) {
			laboratory.progress(`import ${turn + 1}: ${specifier}`);
			times.push(await timeImport(specifier, peersFolder));
		}
	return libraries.map(({ contender, folders, times }) => ({
		contender,
		packages: folders.length,
		megabytes:
			folders.reduce((sum, folder) => sum + bytesOf(folder), 0) / BYTES_PER_MB,
		importMs: median(times),
	}));
}

function readLock(peersFolder: string): Lock {
	const file = join(peersFolder, "package-lock.json");
	return JSON.parse(readFileSync(file, "utf8")) as Lock;
}

async function timeImport(specifier: string, cwd: string): Promise<number> {
	const code = `const begin = performance.now();
await import(${JSON.stringify(specifier)});
console.log(performance.now() - begin);
process.exit(0);`;
	const { stdout } = await promisify(execFile)(
		process.execPath,
		["--input-type=module", "--eval", code],
		{ cwd },
	);
	return Number(stdout);
}

/** On the disk, of a package's own files; packages inside it are packages of their own. */
function bytesOf(folder: string): number {
	let bytes = 0;
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isFile()) bytes += statSync(path).blocks * BLOCK_BYTES;
		else if (entry.isDirectory() && entry.name !== "node_modules")
			bytes += bytesOf(path);
	}
	return bytes;
}
