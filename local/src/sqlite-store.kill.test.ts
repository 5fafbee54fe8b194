import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { storedEvent } from "@ffmpeg-analytics/core/testing";
import { bundle } from "../testing/bundle";
import { withFile } from "../testing/sqlite-harness";
import { openSqliteStore } from "./sqlite-store";

const SHARD_COUNT = 4;
const ROUNDS = 4;
const ACKNOWLEDGED_PER_ROUND = 500;

describe("a process that is killed with SIGKILL", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "sqlite-kill-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	it("has stored every event that it acknowledged, round after round", async () => {
		const program = join(folder, "append-forever.cjs");
		bundle("testing/append-forever.ts", program);
		const file = join(folder, "analytics.sqlite");
		const acknowledged: string[] = [];
		for (let round = 0; round < ROUNDS; round++)
			acknowledged.push(
				...(await killAfter(ACKNOWLEDGED_PER_ROUND + round * 37, program, [
					file,
					`round${round}`,
				])),
			);
		expect(acknowledged.length).toBeGreaterThan(
			ROUNDS * ACKNOWLEDGED_PER_ROUND,
		);
		const store = openSqliteStore({ file, shardCount: SHARD_COUNT });
		const missing: string[] = [];
		for (let start = 0; start < acknowledged.length; start += 500) {
			const ids = acknowledged.slice(start, start + 500);
			const again = ids.map((id) => storedEvent({ id }, SHARD_COUNT));
			const outcomes = await store.append(again);
			missing.push(...ids.filter((_, n) => outcomes[n]?.status !== "exists"));
		}
		await store.close();
		expect(missing).toEqual([]);
		withFile(file, (database) =>
			expect(database.prepare("PRAGMA integrity_check").get()).toMatchObject({
				integrity_check: "ok",
			}),
		);
	});
});

/** Runs the program until it has written so many lines, kills it, answers all that it wrote. */
async function killAfter(
	lines: number,
	program: string,
	parameters: string[],
): Promise<string[]> {
	const child = spawn(process.execPath, [program, ...parameters], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	let output = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		output += text;
		if (output.split("\n").length > lines) child.kill("SIGKILL");
	});
	const [, signal] = await once(child, "close");
	expect(signal).toBe("SIGKILL");
	// The last line may have been cut off.
	return output.split("\n").slice(0, -1);
}
