import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/**
 * Where this user's programs keep data: the client's folder there, if the host names none. `undefined` of a user
 * without a home. Never throws.
 */
export function userDataFolder(
	environment: NodeJS.ProcessEnv,
): string | undefined {
	const parent = parentFolder(environment);
	// A relative one would be somewhere else for each working directory, perhaps in a repository.
	return isAbsolute(parent) ? join(parent, "ffmpeg-analytics") : undefined;
}

function parentFolder({ APPDATA, XDG_DATA_HOME }: NodeJS.ProcessEnv): string {
	switch (process.platform) {
		case "win32":
			return APPDATA || join(homeFolder(), "AppData", "Roaming");
		case "darwin":
			return join(homeFolder(), "Library", "Application Support");
		default:
			return XDG_DATA_HOME && isAbsolute(XDG_DATA_HOME)
				? XDG_DATA_HOME
				: join(homeFolder(), ".local", "share");
	}
}

/** Empty if there is none: containers run under users that the system does not know. */
function homeFolder(): string {
	try {
		return homedir();
	} catch {
		return "";
	}
}
