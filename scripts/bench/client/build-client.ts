import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
// biome-ignore lint/correctness/noUndeclaredDependencies: the root's manifest has the tools
import { build } from "esbuild";

export const CLIENT_FOLDER = fileURLToPath(
	new URL("../../../client/", import.meta.url),
);

/** Builds our client into a folder as it is shipped, and answers its module. */
export async function buildOurClient(folder: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	const outfile = join(folder, "index.js");
	await build({
		entryPoints: [join(CLIENT_FOLDER, "src/index.ts")],
		outfile,
		bundle: true,
		minify: true,
		platform: "node",
		target: "node18",
		format: "esm",
		logLevel: "warning",
	});
	return outfile;
}
