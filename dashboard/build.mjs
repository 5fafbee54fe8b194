/** Builds dashboard/dist, the static page that both homes serve. */
import { createHash } from "node:crypto";
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const DASHBOARD = dirname(fileURLToPath(import.meta.url));
const OUTDIR = join(DASHBOARD, "dist");

/** What of the folder makes the page; the lock file stands for the packages. */
const SOURCES = [
	"src",
	"public",
	"index.html",
	"vite.config.mjs",
	"build.mjs",
	"../package-lock.json",
];

/** Says from which sources a build is; no part of the page. */
const STAMP = ".built-from";

/** How the folder begins that a build is made in. */
const NEXT = ".next-";

/** All of the page's JavaScript, gzipped, bytes. */
export const MAX_SCRIPT_BYTES = 250_000;

/**
 * Builds the page into dashboard/dist, whose path it answers, unless it is there already, of the same
 * sources. A build that is there is replaced file by file, the index last: whoever reads it meanwhile
 * finds what the index names.
 *
 * @throws if the scripts are too large
 */
export async function buildDashboard() {
	const sources = hashOf(SOURCES.map((name) => join(DASHBOARD, name)));
	const stamp = join(OUTDIR, STAMP);
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === sources)
		return OUTDIR;
	const next = join(OUTDIR, `${NEXT}${process.pid}`);
	try {
		// Imported late: most starts of a home build nothing.
		const { build } = await import("vite");
		await build({
			configFile: join(DASHBOARD, "vite.config.mjs"),
			build: { outDir: next, emptyOutDir: true },
			logLevel: "warn",
		});
		checkSize(next);
		writeFileSync(join(next, STAMP), sources);
		replaceBuild(next);
	} finally {
		rmSync(next, { recursive: true, force: true });
	}
	return OUTDIR;
}

/** The size of the page's JavaScript in a folder, gzipped, bytes. */
export function scriptBytes(folder) {
	return filesIn(folder)
		.filter((file) => file.endsWith(".js"))
		.reduce(
			(bytes, file) =>
				bytes + gzipSync(readFileSync(file), { level: 9 }).length,
			0,
		);
}

function checkSize(folder) {
	const bytes = scriptBytes(folder);
	process.stderr.write(
		`dashboard: ${(bytes / 1000).toFixed(1)} kB of JavaScript, gzipped\n`,
	);
	if (bytes >= MAX_SCRIPT_BYTES)
		throw new Error(
			`The dashboard's JavaScript is ${bytes} bytes gzipped; it must stay under ${MAX_SCRIPT_BYTES}.`,
		);
}

/** The stamp and the index come last, old files go after them. */
function replaceBuild(next) {
	const isLast = (file) => [STAMP, "index.html"].includes(file);
	const files = filesIn(next)
		.map((file) => relative(next, file))
		.sort((a, b) => Number(isLast(a)) - Number(isLast(b)));
	for (const file of files) {
		mkdirSync(dirname(join(OUTDIR, file)), { recursive: true });
		renameSync(join(next, file), join(OUTDIR, file));
	}
	for (const file of filesIn(OUTDIR).map((file) => relative(OUTDIR, file)))
		if (!files.includes(file) && !file.startsWith(NEXT))
			rmSync(join(OUTDIR, file), { force: true });
}

function hashOf(paths) {
	const hash = createHash("sha256");
	for (const file of paths.flatMap(filesIn))
		hash.update(relative(DASHBOARD, file)).update(readFileSync(file));
	return hash.digest("hex");
}

/** Every file of a folder, in order; of a file itself. */
function filesIn(path) {
	let entries;
	try {
		entries = readdirSync(path, { recursive: true, withFileTypes: true });
	} catch (error) {
		if (error.code === "ENOTDIR") return [path];
		throw error;
	}
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
	process.stdout.write(`${await buildDashboard()}\n`);
