/** `npm run build`: every bundle. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
// biome-ignore lint/correctness/noUndeclaredDependencies: the root's manifest has the tools
import { build, stop } from "esbuild";
import { buildDashboard } from "../dashboard/build.mjs";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));

/** Builds everything that is shipped. */
async function buildAll() {
	report(await buildLocal());
	report(await buildDashboard());
	// Imported late: a home starts by this file, and needs no client.
	const { buildClient } = await import("../client/build.mjs");
	report(await buildClient());
	buildFunctions();
}

/**
 * Bundles the one-machine home, its packages included, into local/dist, whose path it answers:
 * main.js, which is the command ffmpeg-analytics, and the program of a home's thread. Each file is
 * replaced at once, so that a home which starts meanwhile sees a whole one.
 */
export async function buildLocal() {
	const outdir = join(REPOSITORY, "local/dist");
	const { outputFiles } = await build({
		entryPoints: ["main", "event-writer-thread"].map((name) =>
			join(REPOSITORY, `local/src/${name}.ts`),
		),
		outdir,
		bundle: true,
		write: false,
		platform: "node",
		target: "node24",
		format: "esm",
		// Express and its packages are CommonJS and require Node's own modules.
		banner: {
			js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
		},
		sourcemap: true,
		logLevel: "warning",
	});
	// esbuild's own process would stay as long as this one.
	await stop();
	mkdirSync(outdir, { recursive: true });
	for (const { path, contents } of outputFiles) {
		const written = `${path}.${process.pid}`;
		writeFileSync(written, contents);
		renameSync(written, path);
	}
	return outdir;
}

/** The deploy bundle has a builder of its own. */
function buildFunctions() {
	const builder = join(REPOSITORY, "functions/build.mjs");
	if (!existsSync(builder)) return;
	const { status } = spawnSync(process.execPath, [builder], {
		cwd: REPOSITORY,
		stdio: "inherit",
	});
	if (status !== 0) process.exit(status ?? 1);
}

function report(path) {
	process.stdout.write(`${path}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
	await buildAll();
