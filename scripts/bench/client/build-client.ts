import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const CLIENT_FOLDER = fileURLToPath(
	new URL("../../../client/", import.meta.url),
);

/** The part of the build that is used here; it has no types of its own. */
interface Build {
	buildClient(outdir: string): Promise<string>;
}

/** Builds our client into a folder as hosts install it, and returns its module. */
export async function buildOurClient(folder: string): Promise<string> {
	const build = new URL("../../../client/build.mjs", import.meta.url).href;
	const { buildClient } = (await import(build)) as Build;
	return join(await buildClient(folder), "index.js");
}
