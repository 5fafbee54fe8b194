import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { userDataFolder } from "./data-folder.ts";

test("is where the user's programs keep data", () => {
	const data = resolve("data");
	const environment = { APPDATA: data, XDG_DATA_HOME: data };
	const parent =
		process.platform === "darwin"
			? join(homedir(), "Library", "Application Support")
			: data;
	expect(userDataFolder(environment)).toBe(join(parent, "ffmpeg-analytics"));
});

test("is never below the working directory", () => {
	const environment = { APPDATA: "data", XDG_DATA_HOME: "data" };
	const folder = userDataFolder(environment);
	expect(folder ?? homedir()).toContain(homedir());
});
