import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
// biome-ignore lint/correctness/noUndeclaredDependencies: the root's manifest has the tools
import { build } from "esbuild";

/** Below functions, where the packages that stay outside are found as its deploy bundle finds them. */
const FOLDER = fileURLToPath(new URL("../../functions/dist/", import.meta.url));

/**
 * Bundles a program of the benchmarks in the way in which what is shipped is bundled, into one file
 * with only Firebase's packages outside, and returns the file's path.
 */
export async function bundleProgram(
	entryPoint: string,
	name: string,
): Promise<string> {
	mkdirSync(FOLDER, { recursive: true });
	const outfile = join(FOLDER, `bench-${name}.mjs`);
	await build({
		entryPoints: [entryPoint],
		outfile,
		bundle: true,
		platform: "node",
		target: "node24",
		format: "esm",
		// As in the home's bundle: Express and its packages are CommonJS.
		banner: {
			js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
		},
		external: ["firebase-*", "@google-cloud/*"],
		sourcemap: true,
		logLevel: "warning",
	});
	return outfile;
}
