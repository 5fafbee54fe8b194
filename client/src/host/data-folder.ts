import { homedir } from "node:os";
import { join } from "node:path";

/** Where this user's programs keep data: the client's folder there, if the host names none. */
export function userDataFolder(environment: NodeJS.ProcessEnv): string {
	return join(parentFolder(environment), "ffmpeg-analytics");
}

function parentFolder(environment: NodeJS.ProcessEnv): string {
	switch (process.platform) {
		case "win32":
			return environment.APPDATA || join(homedir(), "AppData", "Roaming");
		case "darwin":
			return join(homedir(), "Library", "Application Support");
		default:
			return environment.XDG_DATA_HOME || join(homedir(), ".local", "share");
	}
}
