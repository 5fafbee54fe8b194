/**
 * Loaded into a process before anything else (`node --import`): notes every module that the process
 * loads, and writes the list to the file of COLD_START_MODULES when it ends.
 */
import { writeFileSync } from "node:fs";
import { registerHooks } from "node:module";

/** @type {Map<string, {url: string, isEsm: boolean}>} in the order of loading */
const modules = new Map();

registerHooks({
	load(url, context, next) {
		const loaded = next(url, context);
		// An import of what was required before comes here once more, and loads nothing.
		if (url.startsWith("file:") && !modules.has(url))
			modules.set(url, { url, isEsm: loaded.format === "module" });
		return loaded;
	},
});

process.on("exit", () => {
	const file = process.env.COLD_START_MODULES;
	if (file !== undefined)
		writeFileSync(file, JSON.stringify([...modules.values()]));
});
