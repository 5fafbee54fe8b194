import { execFileSync } from "node:child_process";
import { join } from "node:path";

const REPOSITORY = join(__dirname, "..", "..");

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
