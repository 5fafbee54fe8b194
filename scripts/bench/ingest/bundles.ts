import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleProgram } from "../bundle-program.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** A script without types. */
const BUILD = new URL("../../build.mjs", import.meta.url).href;

/** The programs that the contenders run. */
export interface Bundles {
	readonly bare: string;
	readonly express: string;
	readonly floor: string;
	/** As `npm start` runs it. */
	readonly home: string;
	readonly firestore: string;
}

/**
 * Bundles the servers in the way in which what is shipped is bundled: everything in one file for
 * the one-machine home and what it is compared with; npm packages outside for Firebase.
 */
export async function buildBundles(): Promise<Bundles> {
	const { buildLocal } = (await import(BUILD)) as {
		buildLocal(): Promise<string>;
	};
	return {
		bare: await bundle("bare"),
		express: await bundle("express-zod"),
		floor: await bundle("floor"),
		firestore: await bundle("firestore"),
		home: join(await buildLocal(), "main.js"),
	};
}

function bundle(name: string): Promise<string> {
	return bundleProgram(join(HERE, "servers", `${name}.ts`), name);
}
