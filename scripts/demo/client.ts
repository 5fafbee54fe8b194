import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What `@ffmpeg-analytics/client` exports. */
export type Client = typeof import("../../client/src/index.ts");

/** A script without types. */
const BUILD = new URL("../../client/build.mjs", import.meta.url).href;

/** What the client reads of a host's environment, but for the endpoint, which each host is given. */
const CLIENT_VARIABLE = /^(ANALYTICS_.+|DO_NOT_TRACK)$/;

/** Builds the client as it is shipped into `folder`, and loads it as a host does. */
export async function loadClient(folder: string): Promise<Client> {
	const { bundleClient } = (await import(BUILD)) as {
		bundleClient(outdir: string): Promise<string>;
	};
	const entry = join(await bundleClient(folder), "index.js");
	return import(pathToFileURL(entry).href);
}

/**
 * Removes from `environment` what would speak to the client, and returns the names of what was set. Keys, salt
 * and opt-out belong to people who work here; the demo has a home that was named to it, and users that are
 * invented.
 */
export function setEnvironmentAside(environment: NodeJS.ProcessEnv): string[] {
	const names = Object.keys(environment).filter((name) =>
		CLIENT_VARIABLE.test(name),
	);
	const set = names.filter((name) => environment[name]);
	for (const name of names) delete environment[name];
	return set;
}
