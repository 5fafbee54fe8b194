import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
// biome-ignore lint/correctness/noUndeclaredDependencies: the root's manifest has the tools
import { build } from "esbuild";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** Below functions, where the packages that stay outside are found as its deploy bundle finds them. */
const FOLDER = fileURLToPath(
	new URL("../../../functions/dist/", import.meta.url),
);

/** A script without types. */
const BUILD = new URL("../../build.mjs", import.meta.url).href;

/** The programs that the contenders run. */
export interface Bundles {
	readonly bare: string;
	readonly express: string;
	/** As `npm start` runs it. */
	readonly home: string;
	readonly firestore: string;
}

/**
 * Bundles the servers in the way in which what is shipped is bundled: everything in one file for
 * the one-machine home and what it is compared with; npm packages outside for Firebase.
 */
export async function buildBundles(): Promise<Bundles> {
	mkdirSync(FOLDER, { recursive: true });
	const { buildLocal } = (await import(BUILD)) as {
		buildLocal(): Promise<string>;
	};
	return {
		bare: await bundle("bare"),
		express: await bundle("express-zod"),
		firestore: await bundle("firestore"),
		home: await buildLocal(),
	};
}

async function bundle(name: string): Promise<string> {
	const outfile = join(FOLDER, `bench-${name}.mjs`);
	await build({
		entryPoints: [join(HERE, "servers", `${name}.ts`)],
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
