import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CHAINS, countOperations } from "./chains.ts";

const RUN_MS_MAX = 120_000;

let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), "demo-test-"));
	for (const name of ["temporary", "data"]) mkdirSync(join(folder, name));
});

afterAll(() => rmSync(folder, { recursive: true }));

it(
	"stores all that its hosts track, over an opt-out in the environment, and leaves nothing behind",
	async () => {
		const { code, stdout, stderr } = await runDemo();
		expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
		expect(stdout).toContain("Left aside: DO_NOT_TRACK;");
		const stored = stdout.matchAll(
			/^ {2}(?:mcp|komposteur|webapp) +(\d+) +\1 +0 +0 +\1$/gm,
		);
		const counts = [...stored].map(([, count]) => Number(count));
		expect(counts).toHaveLength(3);
		const total = counts.reduce((sum, count) => sum + count, 0);
		expect(total).toBe(countOperations(CHAINS));
		expect(stdout).toContain(`${total} operations · 7 users`);
		expect(stdout).toMatch(/^ {2}error +\S*demo-test-.+ {2}\[path\]: No such/m);
		expect(readdirSync(join(folder, "temporary"))).toEqual([]);
		expect(readdirSync(join(folder, "data"))).toEqual([]);
	},
	RUN_MS_MAX,
);

/** As the npm script does, on a machine whose folders are empty. */
function runDemo(): Promise<{ code: number; stdout: string; stderr: string }> {
	const child = spawn(process.execPath, [join(__dirname, "main.ts"), "--own"], {
		env: {
			...process.env,
			DO_NOT_TRACK: "1",
			NO_COLOR: "1",
			TMPDIR: join(folder, "temporary"),
			XDG_DATA_HOME: join(folder, "data"),
		},
		timeout: RUN_MS_MAX,
	});
	let stdout = "";
	let stderr = "";
	child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
	child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
	return new Promise((resolve, reject) => {
		child.on("error", reject);
		child.on("close", (code) => resolve({ code: code ?? -1, stdout, stderr }));
	});
}
