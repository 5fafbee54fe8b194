import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { BuiltCommand } from "../../testing/command";
import { fillFile, sessionsOf, userOf } from "../../testing/operations";
import { KEYS, serveHome } from "../../testing/served-home";

describe("ffmpeg-analytics erase", () => {
	let command: BuiltCommand;
	beforeAll(() => {
		command = new BuiltCommand();
	});
	afterAll(() => command.remove());

	it("erases a user by their hash or by the host's own id, of a file and of a home", async () => {
		const file = join(command.folder, "home.db");
		const anna = createHmac("sha256", "a salt").update("anna").digest("hex");
		writeFileSync(join(command.folder, "salt"), "a salt\n");
		const events = sessionsOf(8, Date.now());
		await fillFile(
			file,
			events.map((event) =>
				event.userId === userOf(0) ? { ...event, userId: anna } : event,
			),
		);
		const bySalt = ["erase", "anna", "--salt-file", "salt", "--db", "home.db"];
		const first = await command.run(bySalt);
		expect(first).toMatchObject({ code: 0, stderr: "" });
		expect(first.stdout).toContain(`The user ${anna} is erased:`);
		expect(first.stdout).toMatch(/^ {2}events deleted +3$/m);
		const home = await serveHome(file);
		try {
			const admin = {
				FIREBASE_ENDPOINT: home.url,
				ANALYTICS_ADMIN_KEY: KEYS.ADMIN_KEYS,
			};
			const second = await command.run(["erase", userOf(1), "--json"], admin);
			expect(second).toMatchObject({ code: 0, stderr: "" });
			expect(JSON.parse(second.stdout)).toMatchObject({
				userId: userOf(1),
				eventsDeleted: 3,
				complete: true,
			});
			const users = await command.run(["report", "--json"], admin);
			expect(JSON.parse(users.stdout)).toMatchObject({ uniqueUsers: 6 });
			const exported = await command.run(["export"], admin);
			expect(exported.stdout.match(/\n/g)).toHaveLength(18);
			expect(exported.stdout).not.toContain(anna);
		} finally {
			await home.close();
		}
	});

	it("asks for a salt, or a user, in one line", async () => {
		for (const parameters of [["erase"], ["erase", "anna"]]) {
			const end = await command.run([...parameters, "--db", "home.db"]);
			expect(end).toMatchObject({ code: 2, stdout: "" });
			expect(end.stderr.match(/\n/g)).toHaveLength(1);
		}
	});
});
