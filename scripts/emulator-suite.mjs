/** Runs the Firebase emulator suite with whichever Firestore can be had. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { chooseFirestore } from "./firestore-choice.mjs";

const EMULATORS = "functions,auth,hosting,tasks";

/**
 * Builds the bundles, then runs `firebase emulators:exec` with a command, or `emulators:start`
 * without one, and says in one line which Firestore it has. Ends what it started.
 *
 * @param {string | undefined} command a shell command, run once the suite is up
 * @returns {Promise<number>} the exit code
 */
export async function runEmulatorSuite(command) {
	const choice = await chooseFirestore();
	process.stdout.write(`${choice.line}\n`);
	const built = spawnSync(process.execPath, ["scripts/build.mjs"], {
		stdio: "inherit",
	});
	if (built.status !== 0) return built.status ?? 1;
	// Otherwise every client looks for Google's metadata server, in vain.
	const environment = { ...process.env, METADATA_SERVER_DETECTION: "none" };
	const firestore =
		choice.kind === "offline" ? await startOfflineFirestore() : undefined;
	if (firestore !== undefined)
		environment.FIRESTORE_EMULATOR_HOST = firestore.address;
	try {
		const only =
			choice.kind === "google" ? `${EMULATORS},firestore` : EMULATORS;
		const parameters =
			command === undefined
				? ["emulators:start", "--only", only]
				: ["emulators:exec", "--only", only, command];
		return await run("firebase", parameters, environment);
	} finally {
		await firestore?.stop();
	}
}

async function startOfflineFirestore() {
	const child = spawn(
		process.execPath,
		["scripts/offline-firestore/main.ts", "--port", "0"],
		{ stdio: ["ignore", "pipe", "inherit"] },
	);
	const exited = once(child, "exit");
	const lines = createInterface({ input: child.stdout });
	const first = await Promise.race([
		once(lines, "line").then(([line]) => String(line)),
		exited.then(([code]) => {
			throw new Error(`the offline Firestore ended at its start (${code})`);
		}),
	]);
	const address = /127\.0\.0\.1:\d+/.exec(first)?.[0];
	if (address === undefined)
		throw new Error(`the offline Firestore said ${first}`);
	return {
		address,
		async stop() {
			child.kill("SIGTERM");
			await exited;
		},
	};
}

async function run(program, parameters, environment) {
	const child = spawn(program, parameters, {
		stdio: "inherit",
		env: environment,
	});
	const forward = (signal) => child.kill(signal);
	// A terminal sends Ctrl-C to the whole group: the suite hears it by itself.
	process.on("SIGINT", () => {});
	process.on("SIGTERM", forward);
	const [code] = await once(child, "exit");
	process.off("SIGTERM", forward);
	return code ?? 1;
}
