/**
 * What every npm script of the repository begins with. It runs on the machine's own Node, 20 or
 * newer, with nothing installed: it installs what is missing and runs the job on the Node that the
 * repository brings along.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const MODULES = join(REPOSITORY, "node_modules");
const BINARIES = join(MODULES, ".bin");
const NODE = join(BINARIES, process.platform === "win32" ? "node.exe" : "node");
const MIN_NODE_VERSION = 20;

/** One press of Ctrl-C arrives from the terminal and from npm. */
const ECHO_MS = 250;

/** Jobs that are commands of ffmpeg-analytics, by its words for them. */
const COMMANDS = {
	cli: [],
	start: ["serve"],
	audit: ["audit"],
	purge: ["purge"],
};

/** How often to look whether npm is still there. */
const PARENT_CHECK_MS = 500;

/** What each job runs, after what is missing has been installed. */
const JOBS = {
	cli: buildCommand,
	start: buildHome,
	audit: buildCommand,
	purge: buildCommand,
	test: () => "scripts/test.mjs",
	check: () => "scripts/check.mjs",
	demo: () => "scripts/demo/main.ts",
	bench: () => "scripts/bench/main.ts",
	"cold-start": () => "scripts/cold-start/main.ts",
	emulators: () => "scripts/emulators.mjs",
	grant: () => "functions/grant/main.ts",
	build: () => "scripts/build.mjs",
};

async function main() {
	const [name = "", ...given] = process.argv.slice(2);
	if (!Object.hasOwn(JOBS, name))
		fail(`Usage: node scripts/bootstrap.mjs <${Object.keys(JOBS).join("|")}>`);
	if (Number.parseInt(process.versions.node, 10) < MIN_NODE_VERSION)
		fail(
			`Node ${MIN_NODE_VERSION} or newer is needed to begin with; this is ${process.version}.`,
		);
	installWhatIsMissing();
	const program = await JOBS[name]();
	const command = COMMANDS[name];
	const parameters = [...(command ?? []), ...given];
	runToTheEnd([program, ...parameters], {
		isHome: command !== undefined && parameters[0] === "serve",
		// Files are named from where the command is given.
		folder: command === undefined ? REPOSITORY : undefined,
	});
}

/** The command, and the page that a home serves. */
async function buildHome() {
	const { buildDashboard } = await import("../dashboard/build.mjs");
	try {
		await buildDashboard();
	} catch (error) {
		return fail(`The dashboard could not be built: ${error.message}`);
	}
	return buildCommand();
}

/** Imported late: it needs what has just been installed. */
async function buildCommand() {
	const { buildLocal } = await import("./build.mjs");
	try {
		return join(await buildLocal(), "main.js");
	} catch {
		// esbuild has said why.
		return fail("The build failed.");
	}
}

/** Installs exactly what package-lock.json says, unless that is what is there. */
function installWhatIsMissing() {
	const lockFile = join(REPOSITORY, "package-lock.json");
	const stampFile = join(MODULES, ".lock-hash");
	const hash = createHash("sha256")
		.update(readFileSync(lockFile))
		.digest("hex");
	if (!isInstalled(lockFile, stampFile, hash)) install();
	if (!existsSync(NODE))
		fail(
			"npm did not install Node 24, which comes by an install script. If scripts are switched off (npm config get ignore-scripts), switch them on, remove node_modules and run this again.",
		);
	writeIfChanged(stampFile, hash);
}

function isInstalled(lockFile, stampFile, hash) {
	if (!existsSync(NODE)) return false;
	if (existsSync(stampFile)) return readFileSync(stampFile, "utf8") === hash;
	// Somebody ran npm himself: it writes this file last.
	const written = join(MODULES, ".package-lock.json");
	return (
		existsSync(written) &&
		statSync(written).mtimeMs >= statSync(lockFile).mtimeMs
	);
}

/** From the lock file alone; what was there before goes. */
function install() {
	process.stderr.write(
		"Installing what package-lock.json lists; this takes some minutes ...\n",
	);
	const [command, parameters] = npmCommand([
		"ci",
		// NODE_ENV=production would leave the tools out.
		"--include=dev",
		// The packages run on the Node that comes with them, not on the one that npm warns of.
		"--loglevel=error",
	]);
	const { status, error } = spawnSync(command, parameters, {
		cwd: REPOSITORY,
		// Output goes to stderr: stdout is the job's.
		stdio: ["ignore", 2, 2],
		shell: command === "npm" && process.platform === "win32",
	});
	if (error !== undefined) fail(`npm could not be run: ${error.message}`);
	if (status !== 0)
		fail(
			"npm could not install; what it said stands above. It needs the npm registry: check the network, or a proxy's settings, and run this again.",
		);
}

/** The npm that started us, where one did. */
function npmCommand(parameters) {
	const npm = process.env.npm_execpath;
	return npm?.endsWith("npm-cli.js")
		? [process.execPath, [npm, ...parameters]]
		: ["npm", parameters];
}

function writeIfChanged(file, text) {
	if (!existsSync(file) || readFileSync(file, "utf8") !== text)
		writeFileSync(file, text);
}

/**
 * Runs a program on the repository's Node until it ends, and ends as it did. The home is given a
 * channel that tells it when this process is gone.
 */
function runToTheEnd(parameters, { isHome, folder }) {
	const child = spawn(NODE, parameters, {
		cwd: folder,
		stdio: ["inherit", "inherit", "inherit", ...(isHome ? ["ipc"] : [])],
		env: {
			...process.env,
			PATH: [BINARIES, process.env.PATH].join(delimiter),
		},
	});
	const stop = (signal) => {
		if (child.exitCode === null && child.signalCode === null)
			child.kill(signal);
	};
	let lastSignalAt = Number.NEGATIVE_INFINITY;
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
		process.on(signal, () => {
			const isEcho = performance.now() - lastSignalAt < ECHO_MS;
			lastSignalAt = performance.now();
			// A terminal sends it to the whole group, the child included. The home knows echoes.
			const childHasIt = !isHome && signal !== "SIGTERM" && process.stdin.isTTY;
			if (!isEcho && !childHasIt) stop(signal);
		});
	const watch = watchParents(() => stop("SIGTERM"));
	child.on("error", (error) =>
		fail(`${NODE} could not be run: ${error.message}`),
	);
	child.on("exit", (code, signal) => {
		clearInterval(watch);
		if (signal === null) process.exit(code);
		process.removeAllListeners(signal);
		process.kill(process.pid, signal);
	});
}

/**
 * npm, or the shell between it and us, may be killed without a chance to pass it on. A process
 * whose parent has died gets another one.
 */
function watchParents(onGone) {
	if (process.env.npm_lifecycle_event === undefined) return undefined;
	const parent = process.ppid;
	const npm = parentOfShell(parent);
	const watch = setInterval(() => {
		if (process.ppid === parent && parentOfShell(parent) === npm) return;
		clearInterval(watch);
		onGone();
	}, PARENT_CHECK_MS);
	return watch;
}

/** Of a shell only; undefined where there is no Linux to ask. */
function parentOfShell(pid) {
	try {
		const status = readFileSync(`/proc/${pid}/stat`, "utf8");
		return /^\d+ \((?:[bd]?a?sh|busybox)\) \S (\d+)/.exec(status)?.[1];
	} catch {
		return undefined;
	}
}

function fail(message) {
	process.stderr.write(`${message}\n`);
	process.exit(1);
}

await main();
