import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { AdminSdks } from "./admin-sdk.ts";

describe("the command", () => {
	it.each(["SIGTERM", "SIGINT"] as const)(
		"prints where it listens in one line, serves another process, and ends on %s",
		async (signal) => {
			const command = spawn(
				process.execPath,
				[join(__dirname, "main.ts"), "--port", "0"],
				{ stdio: ["ignore", "pipe", "pipe"] },
			);
			const output: string[] = [];
			const errors: string[] = [];
			command.stdout
				.setEncoding("utf8")
				.on("data", (text) => output.push(text));
			command.stderr
				.setEncoding("utf8")
				.on("data", (text) => errors.push(text));
			await once(command.stdout, "data");
			const [, port] =
				/^Offline Firestore listening on 127\.0\.0\.1:(\d+)\n$/.exec(
					output.join(""),
				) ?? [];

			const sdks = new AdminSdks();
			const database = sdks.connect({ host: "127.0.0.1", port: Number(port) });
			await database.doc("events/1").set({});
			expect((await database.doc("events/1").get()).exists).toBe(true);

			command.kill(signal);
			expect(await once(command, "exit")).toEqual([0, null]);
			await sdks.close();
			expect(output).toHaveLength(1);
			expect(errors.join("")).toBe("");
		},
	);
});
