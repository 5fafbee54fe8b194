import { join } from "node:path";
import { BuiltCommand } from "../../testing/command";
import { fillFile, sessionsOf } from "../../testing/operations";
import { KEYS, serveHome } from "../../testing/served-home";

const DAY_MS = 24 * 60 * 60 * 1_000;

describe("ffmpeg-analytics purge", () => {
	let command: BuiltCommand;
	beforeAll(() => {
		command = new BuiltCommand();
	});
	afterAll(() => command.remove());

	it("shows what would go, and deletes it, of a file and of a home that serves it", async () => {
		const now = Date.now();
		await fillFile(join(command.folder, "home.db"), sessionsOf(2, now));
		const home = await serveHome(join(command.folder, "home.db"), {
			...{ ...KEYS, RETENTION_DAYS: "365" },
		});
		const atHome = ["--endpoint", home.url, "--key", KEYS.ADMIN_KEYS];
		try {
			const later = ["--as-of", new Date(now + 366 * DAY_MS).toISOString()];
			for (const target of [["--db", "home.db"], atHome]) {
				const end = await command.run([
					"purge",
					"--dry-run",
					...later,
					...target,
				]);
				expect(end).toMatchObject({ code: 0, stderr: "" });
				expect(end.stdout).toContain(
					`A purge of ${target[1]} as of ${later[1]} would remove:`,
				);
				expect(end.stdout).toMatch(/^ {2}events +6$/m);
				const refused = await command.run(["purge", ...later, ...target]);
				expect(refused).toMatchObject({ code: 2, stdout: "" });
				expect(refused.stderr).toMatch(/^--as-of lies in the future/);
				const now = await command.run(["purge", "--json", ...target]);
				expect(JSON.parse(now.stdout)).toMatchObject({
					dryRun: false,
					eventsDeleted: 0,
				});
			}
		} finally {
			await home.close();
		}
	});
});
