import {
	linkSync,
	mkdirSync,
	readFileSync,
	unlinkSync,
	writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { crypto } from "./crypto.ts";
import type { Say } from "./say.ts";

/**
 * The salt of this install: `salt` in `folder`, made at first. Processes that start at once agree on one,
 * because a file comes under its name only when it is whole, and only once. Where nothing can be kept, or
 * there is no folder, a salt for this process alone, which is said.
 */
export function installSalt(folder: string | undefined, say: Say): string {
	if (folder === undefined) {
		say(`the user has no home folder, so that no salt can be kept; ${APART}`);
		return randomSalt();
	}
	const file = join(folder, "salt");
	try {
		return readSalt(file) ?? makeSalt(folder, file);
	} catch (error) {
		say(
			`no salt can be kept in ${folder} (${(error as Error).message}); ${APART}`,
		);
		return randomSalt();
	}
}

/** @throws if there is a file, but no salt in it */
function readSalt(file: string): string | undefined {
	let text: string;
	try {
		text = readFileSync(file, "utf8").trim();
	} catch (error) {
		if (codeOf(error) === "ENOENT") return undefined;
		throw error;
	}
	if (!SALT.test(text)) throw new Error("the file holds no salt");
	return text;
}

function makeSalt(folder: string, file: string): string {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const salt = randomSalt();
	const draft = `${file}.${process.pid}.${salt.slice(0, 8)}`;
	const own = { mode: 0o600, flag: "wx" };
	writeFileSync(draft, `${salt}\n`, own);
	try {
		linkSync(draft, file);
	} catch (error) {
		// Some file systems know no links; there, a file that exists is still never written over.
		if (codeOf(error) !== "EEXIST") writeUnlessPresent(file, `${salt}\n`);
	} finally {
		unlinkSync(draft);
	}
	return readSalt(file) ?? salt;
}

function writeUnlessPresent(file: string, text: string): void {
	try {
		writeFileSync(file, text, { mode: 0o600, flag: "wx" });
	} catch (error) {
		if (codeOf(error) !== "EEXIST") throw error;
	}
}

function randomSalt(): string {
	return crypto().randomBytes(SALT_BYTES).toString("hex");
}

function codeOf(error: unknown): unknown {
	return (error as { code?: unknown }).code;
}

const APART =
	"users of this process are counted apart. Set ANALYTICS_SALT or dataFolder";

const SALT_BYTES = 32;

const SALT = /^[0-9a-f]{64}$/;
