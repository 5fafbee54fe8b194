import { execFileSync } from "node:child_process";
import { join } from "node:path";

const REPOSITORY = join(__dirname, "..", "..");

/** Bundles a module of this folder's house, such as `src/metrics/metrics-sink.ts`, for `require`. */
export function bundleModule(entry: string, outfile: string): void {
	execFileSync(join(REPOSITORY, "node_modules", ".bin", "esbuild"), [
		join(REPOSITORY, "client", entry),
		"--bundle",
		"--platform=node",
		"--format=cjs",
		"--log-level=warning",
		`--outfile=${outfile}`,
	]);
}
