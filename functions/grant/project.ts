import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { GrantError } from "./grant-error.ts";

const REPOSITORY = join(import.meta.dirname, "../..");

/** Which accounts are meant. */
export interface Project {
	readonly id: string;
	/** `host:port` of the Auth emulator, where they are its. */
	readonly emulatorHost: string | undefined;
}

/**
 * Finds the project by its name, the environment, or the repository's default.
 *
 * @throws {GrantError} if none is named anywhere
 */
export function findProject(
	named: string | undefined,
	environment: Readonly<Record<string, string | undefined>>,
): Project {
	const id =
		named ??
		environment.GCLOUD_PROJECT ??
		environment.GOOGLE_CLOUD_PROJECT ??
		defaultProject();
	if (id === undefined)
		throw new GrantError(
			"No project is named.",
			"Give --project ID, or run npx firebase use --add.",
		);
	// Such a project exists in emulators alone.
	const emulatorHost =
		environment.FIREBASE_AUTH_EMULATOR_HOST ??
		(id.startsWith("demo-") ? usualEmulatorHost() : undefined);
	return { id, emulatorHost };
}

function defaultProject(): string | undefined {
	const { projects } = readJson<{ projects?: { default?: string } }>(
		".firebaserc",
	);
	return projects?.default;
}

function usualEmulatorHost(): string {
	const { emulators } = readJson<{ emulators: { auth: { port: number } } }>(
		"firebase.json",
	);
	return `127.0.0.1:${emulators.auth.port}`;
}

function readJson<Content extends object>(name: string): Content {
	const file = join(REPOSITORY, name);
	return JSON.parse(existsSync(file) ? readFileSync(file, "utf8") : "{}");
}
