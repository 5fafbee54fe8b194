/**
 * Builds the deploy bundle, functions/deploy: what the Firebase CLI uploads, and what the functions
 * emulator runs. The CLI knows nothing of workspaces: it takes this folder alone and installs from
 * the package.json in it. So the workspace's own code is bundled in, as ES modules, and packages from
 * npm stay outside, at the versions of the root lockfile; but for those of which little is used.
 */
import { spawnSync } from "node:child_process";
import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
// biome-ignore lint/correctness/noUndeclaredDependencies: the root's manifest has the tools
import { build } from "esbuild";

const FUNCTIONS = dirname(fileURLToPath(import.meta.url));
const REPOSITORY = dirname(FUNCTIONS);
const DEPLOY = join(FUNCTIONS, "deploy");

/** Whose code is bundled in, by the packages' scope. */
const WORKSPACE = "@ffmpeg-analytics/";

/**
 * Packages that are bundled in too, so that a cold start loads only what is used of them: a
 * fraction of zod's hundred modules; and `firebase-functions/https` imports all of Auth and App
 * Check for callable functions, of which there are none here.
 */
const INLINED = ["firebase-functions", "zod"];

/** The rooms that the bundle is made of; each may have versions of its own. */
const ROOMS = ["functions", "api", "core"];

/**
 * What no file of the bundle imports, and who needs it all the same:
 * - the Firebase CLI asks the installed firebase-functions which functions there are;
 * - Google's buildpack runs the functions on this package if it is listed, and otherwise on the
 *   version that it brings along: listed, what was tested is what runs, and it shares Express.
 */
const UNIMPORTED = ["firebase-functions", "@google-cloud/functions-framework"];

async function buildDeployBundle() {
	mkdirSync(DEPLOY, { recursive: true });
	const rootLock = readJson(join(REPOSITORY, "package-lock.json"));
	writeManifest(manifestOf(await bundle(), rootLock), rootLock);
	copyFileSync(
		join(FUNCTIONS, "env/.secret.local"),
		join(DEPLOY, ".secret.local"),
	);
	console.log(DEPLOY);
}

/** Bundles the code and answers the packages that it imports. */
async function bundle() {
	for (const file of readdirSync(DEPLOY))
		if (/\.m?js$/.test(file)) rmSync(join(DEPLOY, file));
	const { metafile } = await build({
		entryPoints: [join(FUNCTIONS, "src/index.ts")],
		absWorkingDir: REPOSITORY,
		outdir: DEPLOY,
		bundle: true,
		// What is imported lazily stays in files of its own, and is loaded lazily.
		splitting: true,
		chunkNames: "[name]-[hash]",
		platform: "node",
		target: "node24",
		format: "esm",
		// By this name Google's runtime knows an ES module; for another it loads a package to find out.
		outExtension: { ".js": ".mjs" },
		metafile: true,
		logLevel: "warning",
		plugins: [
			{ name: "npm packages stay outside", setup: keepOutside },
			{ name: "zod speaks English", setup: leaveOutLocales },
		],
	});
	const imported = Object.values(metafile.outputs)
		.flatMap((output) => output.imports)
		.filter(({ external, path }) => external && !isBuiltin(path))
		.map(({ path }) => packageOf(path));
	return [...new Set(imported)];
}

function keepOutside({ onResolve }) {
	onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
		kind === "entry-point" ||
		path.startsWith(WORKSPACE) ||
		INLINED.includes(packageOf(path))
			? undefined
			: // An import of which nothing is used goes.
				{ path, external: true, sideEffects: false },
	);
}

/** Nobody asks for zod's 50 languages, and they are a third of the whole bundle. */
function leaveOutLocales({ onLoad }) {
	onLoad({ filter: /\/zod\/v4\/locales\/index\.js$/ }, () => ({
		contents: 'export { default as en } from "./en.js";',
	}));
}

/** `firebase-functions/https` -> `firebase-functions`, `@scope/name/x` -> `@scope/name`. */
function packageOf(specifier) {
	const parts = specifier.split("/");
	return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function manifestOf(packages, rootLock) {
	const versions = [...packages, ...UNIMPORTED].map((name) => [
		name,
		versionOf(name, ROOMS, rootLock),
	]);
	const { version } = readJson(join(FUNCTIONS, "package.json"));
	return {
		name: "ffmpeg-operation-analytics-functions",
		version,
		private: true,
		type: "module",
		main: "index.mjs",
		engines: { node: "24" },
		dependencies: Object.fromEntries(
			versions.sort(([a], [b]) => (a < b ? -1 : 1)),
		),
	};
}

/** The version that the first of the folders sees which has one, as the root lockfile says. */
function versionOf(name, folders, rootLock) {
	for (const folder of [...folders.map((each) => `${each}/`), ""]) {
		const found = rootLock.packages[`${folder}node_modules/${name}`];
		if (found !== undefined) return found.version;
	}
	throw new Error(`the root lockfile has no ${name}`);
}

/**
 * Writes package.json, and the lockfile unless it is that of this very package.json. npm completes
 * it from the root's, so that what is deployed is what was tested, and nothing is asked for that is
 * known.
 */
function writeManifest(manifest, rootLock) {
	const file = join(DEPLOY, "package.json");
	const lockFile = join(DEPLOY, "package-lock.json");
	const text = `${JSON.stringify(manifest, undefined, "\t")}\n`;
	const isUnchanged =
		existsSync(lockFile) &&
		existsSync(file) &&
		readFileSync(file, "utf8") === text;
	if (isUnchanged) return;
	rmSync(lockFile, { force: true });
	writeFileSync(file, text);
	const { name, version } = manifest;
	const packages = Object.fromEntries(
		Object.entries(rootLock.packages).filter(
			([path, { link }]) => path.startsWith("node_modules/") && !link,
		),
	);
	const seed = { name, version, lockfileVersion: 3, requires: true };
	writeFileSync(
		lockFile,
		JSON.stringify({ ...seed, packages: { "": manifest, ...packages } }),
	);
	try {
		npm("install");
		// The root has other versions of some beside these, so several packages came with copies of
		// their own: Google's client libraries alone would be loaded up to three times.
		npm("dedupe");
	} catch (error) {
		rmSync(lockFile, { force: true });
		throw error;
	}
}

/** Has npm change the bundle's lockfile. */
function npm(command) {
	const { status } = spawnSync(
		"npm",
		[
			command,
			"--package-lock-only",
			"--ignore-scripts",
			"--no-audit",
			"--no-fund",
			"--prefer-offline",
			"--loglevel=error",
			// npm writes the lockfile for the Node of the functions, whichever runs npm.
			"--engine-strict=false",
		],
		{ cwd: DEPLOY, stdio: ["ignore", "ignore", "inherit"] },
	);
	if (status !== 0)
		throw new Error(`npm ${command} could not write the lockfile of ${DEPLOY}`);
}

function readJson(file) {
	return JSON.parse(readFileSync(file, "utf8"));
}

await buildDeployBundle();
