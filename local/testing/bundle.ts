import { execFileSync } from "node:child_process";
import { dirname, extname, join } from "node:path";

const REPOSITORY = join(__dirname, "..", "..");

/** Bundles the home into a file that Node runs, and the program of its thread beside it. */
export function bundleHome(outfile: string): void {
	bundle("src/main.ts", outfile);
	const thread = `event-writer-thread${extname(outfile)}`;
	bundle("src/event-writer-thread.ts", join(dirname(outfile), thread));
}

/** Bundles a TypeScript entry of this folder's house into one file that Node runs. */
export function bundle(entry: string, outfile: string): void {
	execFileSync(join(REPOSITORY, "node_modules", ".bin", "esbuild"), [
		join(REPOSITORY, "local", entry),
		"--bundle",
		"--platform=node",
		"--format=cjs",
		"--log-level=warning",
		`--outfile=${outfile}`,
	]);
}
