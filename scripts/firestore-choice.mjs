/** Which Firestore the emulator suite gets: Google's emulator where it can be had, else ours. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

/** What Google's emulator needs. */
const MIN_JAVA = 21;

/** How long the download's server may take to answer at all. */
const REACH_TIMEOUT_MS = 5_000;

/**
 * Google's emulator where Java and the jar are there or can be fetched, the offline stand-in
 * otherwise; `FIRESTORE_EMULATOR=google|offline` decides instead.
 *
 * @returns {Promise<{kind: "google" | "offline", line: string}>} with one line that says which
 */
export async function chooseFirestore(environment = process.env) {
	const wish = environment.FIRESTORE_EMULATOR;
	if (wish !== undefined && wish !== "google" && wish !== "offline")
		throw new Error(
			`FIRESTORE_EMULATOR is ${JSON.stringify(wish)}; it must be google or offline`,
		);
	if (wish === "google") return google("as FIRESTORE_EMULATOR asks");
	if (wish === "offline") return offline("as FIRESTORE_EMULATOR asks");
	const java = javaMajor();
	if (java === undefined) return offline("there is no Java");
	if (java < MIN_JAVA)
		return offline(`Java is ${java}, and Google's needs ${MIN_JAVA}`);
	const info = emulatorInfo();
	const cache =
		environment.FIREBASE_EMULATORS_PATH ??
		join(homedir(), ".cache", "firebase", "emulators");
	if (existsSync(join(cache, info.downloadPathRelativeToCacheDir)))
		return google(`Java ${java}, emulator ${info.version} in the cache`);
	if (await isReachable(info.remoteUrl))
		return google(`Java ${java}, emulator ${info.version} to be downloaded`);
	return offline("Google's emulator cannot be downloaded from here");
}

const google = (why) => ({
	kind: /** @type {const} */ ("google"),
	line: `Firestore: Google's emulator (${why})`,
});

const offline = (why) => ({
	kind: /** @type {const} */ ("offline"),
	line: `Firestore: the offline stand-in (${why})`,
});

function javaMajor() {
	const { stderr, status } = spawnSync("java", ["-version"], {
		encoding: "utf8",
	});
	if (status !== 0) return undefined;
	const match = /version "(\d+)/.exec(stderr);
	return match === null ? undefined : Number(match[1]);
}

function emulatorInfo() {
	const require = createRequire(import.meta.url);
	return require("firebase-tools/lib/emulator/downloadableEmulatorInfo.json")
		.firestore;
}

async function isReachable(url) {
	try {
		const answer = await fetch(url, {
			method: "HEAD",
			signal: AbortSignal.timeout(REACH_TIMEOUT_MS),
		});
		return answer.ok;
	} catch {
		return false;
	}
}
