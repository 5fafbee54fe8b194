import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startOfflineFirestore } from "../offline-firestore/server.ts";

const REPOSITORY = join(__dirname, "../..");

/** Emulators alone have such a project; of its own, so that no other suite is in the way. */
const PROJECT = "demo-ffmpeg-browser";

/** Whose settings it has. */
const EMULATED_PROJECT = "demo-ffmpeg-analytics";

const EMULATORS = ["auth", "functions", "hosting", "tasks"];
const BESIDE_THEM = ["hub", "logging", "eventarc"];

const READY = "All emulators ready!";
const MAX_START_MS = 60_000;
const MAX_STOP_MS = 15_000;

/** The home on Firebase, emulated: Hosting, functions, Auth, and the offline Firestore. */
export interface FirebaseHome {
	readonly projectId: string;
	/** Of Hosting, without a slash at the end: one origin for page and API. */
	readonly url: string;
	readonly authUrl: string;
	/** With it, `npm run grant` is about the accounts of this home. */
	readonly environment: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

/**
 * Starts an emulator suite beside whichever else runs, on free ports, with the functions and the page
 * that were last built.
 *
 * @throws {Error} if it does not start, with what it said
 */
export async function startFirebaseHome(): Promise<FirebaseHome> {
	const folder = mkdtempSync(join(tmpdir(), "browser-firebase-"));
	const [firestore, ports] = await Promise.all([
		startOfflineFirestore(),
		freePorts([...EMULATORS, ...BESIDE_THEM]),
	]);
	writeProject(folder, ports);
	const addressOf = (name: string) => `127.0.0.1:${ports.get(name)}`;
	const environment = {
		...outsideOfSuites(process.env),
		FIRESTORE_EMULATOR_HOST: `${firestore.host}:${firestore.port}`,
		// Otherwise every client looks for Google's metadata server, in vain.
		METADATA_SERVER_DETECTION: "none",
	};
	const suite = spawn(
		join(REPOSITORY, "node_modules/.bin/firebase"),
		["emulators:start", "--only", EMULATORS.join(), "--project", PROJECT],
		{ cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] },
	);
	const stop = async () => {
		await end(suite);
		await firestore.close();
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		await untilReady(suite);
	} catch (error) {
		await stop();
		throw error;
	}
	return {
		projectId: PROJECT,
		url: `http://${addressOf("hosting")}`,
		authUrl: `http://${addressOf("auth")}`,
		environment: {
			...environment,
			FIREBASE_AUTH_EMULATOR_HOST: addressOf("auth"),
			GCLOUD_PROJECT: PROJECT,
		},
		stop,
	};
}

/** The repository's project, on these ports. */
function writeProject(
	folder: string,
	ports: ReadonlyMap<string, number>,
): void {
	// The packages too: firebase-tools looks for firebase-functions from there upwards.
	for (const room of ["functions", "dashboard", "node_modules"])
		symlinkSync(join(REPOSITORY, room), join(folder, room), "junction");
	mkdirSync(join(folder, "env"));
	const settings = join(REPOSITORY, "functions/env");
	copyFileSync(join(settings, ".env"), join(folder, "env/.env"));
	copyFileSync(
		join(settings, `.env.${EMULATED_PROJECT}`),
		join(folder, `env/.env.${PROJECT}`),
	);
	const { functions, hosting } = JSON.parse(
		readFileSync(join(REPOSITORY, "firebase.json"), "utf8"),
	) as Record<string, object>;
	const emulators = Object.fromEntries(
		[...ports].map(([name, port]) => [name, { port }]),
	);
	writeFileSync(
		join(folder, "firebase.json"),
		JSON.stringify({
			functions: { ...functions, configDir: "env" },
			hosting,
			emulators: { ...emulators, ui: { enabled: false } },
		}),
	);
}

/** The environment without what another suite, which this process may run in, has put there. */
function outsideOfSuites(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const isOfSuite = (name: string) =>
		/^(FIREBASE_|GCLOUD_PROJECT$|CLOUD_|EVENTARC_|FIRESTORE_)/.test(name);
	return Object.fromEntries(
		Object.entries(environment).filter(([name]) => !isOfSuite(name)),
	);
}

async function freePorts(
	names: readonly string[],
): Promise<Map<string, number>> {
	const servers = names.map(() => createServer().listen(0, "127.0.0.1"));
	await Promise.all(servers.map((server) => once(server, "listening")));
	const ports = servers.map((server) => {
		const address = server.address();
		return typeof address === "object" ? (address?.port ?? 0) : 0;
	});
	await Promise.all(
		servers.map((server) => new Promise((closed) => server.close(closed))),
	);
	return new Map(names.map((name, index) => [name, ports[index] ?? 0]));
}

async function untilReady(suite: ChildProcess): Promise<void> {
	let said = "";
	await new Promise<void>((resolve, reject) => {
		const fail = (how: string) =>
			reject(new Error(`The emulator suite ${how}:\n${said.slice(-4_000)}`));
		const timer = setTimeout(() => fail("was not ready"), MAX_START_MS);
		for (const stream of [suite.stdout, suite.stderr])
			stream?.setEncoding("utf8").on("data", (text: string) => {
				said = (said + text).slice(-20_000);
				if (!said.includes(READY)) return;
				clearTimeout(timer);
				resolve();
			});
		suite.once("error", (error) => fail(`did not start: ${error.message}`));
		suite.once("exit", (code) => {
			clearTimeout(timer);
			fail(`ended with ${code}`);
		});
	});
}

async function end(suite: ChildProcess): Promise<void> {
	if (suite.exitCode !== null || suite.signalCode !== null) return;
	const timer = setTimeout(() => suite.kill("SIGKILL"), MAX_STOP_MS);
	suite.kill("SIGINT");
	await once(suite, "exit");
	clearTimeout(timer);
}
