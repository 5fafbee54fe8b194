/**
 * Loaded into a process before anything else (`node --import`): notes every module that the process
 * loads, and writes the list to the file of COLD_START_MODULES when it ends.
 */
import { writeFileSync } from "node:fs";
import { registerHooks } from "node:module";

/** @type {{url: string, isEsm: boolean}[]} in the order of loading */
const modules = [];

registerHooks({
	load(url, context, next) {
		const loaded = next(url, context);
		if (url.startsWith("file:"))
			modules.push({ url, isEsm: loaded.format === "module" });
		return loaded;
	},
});

process.on("exit", () => {
	const file = process.env.COLD_START_MODULES;
	if (file !== undefined) writeFileSync(file, JSON.stringify(modules));
});
