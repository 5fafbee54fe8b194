import { readFileSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a process loaded of one package. */
export interface LoadedPackage {
	/** Its name; `(bundle)` for the bundle's own files, packages bundled into them included. */
	readonly name: string;
	readonly esModules: number;
	/** CommonJS, JSON files included. */
	readonly commonJsModules: number;
	readonly sourceBytes: number;
}

/** The packages of a process, the largest first. */
export interface LoadedPackages {
	/** What the runtime loaded before it came to the bundle. */
	readonly runtime: readonly LoadedPackage[];
	/** What was loaded from then on. */
	readonly bundle: readonly LoadedPackage[];
	/** The bundle's own files, in the order of loading. */
	readonly files: readonly string[];
}

/** Has a process write down what it loads, until it ends. */
export function recordModules(
	folder: string,
	recorder: string,
): {
	readonly nodeParameters: readonly string[];
	readonly environment: Readonly<Record<string, string>>;
	/** Once the process has ended. */
	read(): LoadedPackages;
} {
	const file = join(folder, ".loaded-modules.json");
	return {
		nodeParameters: ["--import", recorder],
		environment: { COLD_START_MODULES: file },
		read() {
			const modules = JSON.parse(readFileSync(file, "utf8")) as LoadedModule[];
			rmSync(file);
			const first = modules.findIndex(({ url }) => ENTRY.test(url));
			return {
				runtime: byPackage(modules.slice(0, first)),
				bundle: byPackage(modules.slice(first)),
				files: modules
					.filter(({ url }) => packageOf(url) === BUNDLE)
					.map(({ url }) => basename(fileURLToPath(url)))
					.filter((name) => name !== basename(recorder)),
			};
		},
	};
}

interface LoadedModule {
	readonly url: string;
	readonly isEsm: boolean;
}

const BUNDLE = "(bundle)";

/** The only file of this name outside of any package. */
const ENTRY = /^(?!.*\/node_modules\/).*\/index\.mjs$/;

function byPackage(modules: readonly LoadedModule[]): LoadedPackage[] {
	const packages = new Map<string, LoadedPackage>();
	for (const { url, isEsm } of modules) {
		const name = packageOf(url);
		const known = packages.get(name);
		packages.set(name, {
			name,
			esModules: (known?.esModules ?? 0) + (isEsm ? 1 : 0),
			commonJsModules: (known?.commonJsModules ?? 0) + (isEsm ? 0 : 1),
			sourceBytes:
				(known?.sourceBytes ?? 0) + statSync(fileURLToPath(url)).size,
		});
	}
	return [...packages.values()].sort((a, b) => b.sourceBytes - a.sourceBytes);
}

function packageOf(url: string): string {
	const inPackage = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url);
	return inPackage?.[1] ?? BUNDLE;
}
