import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { OperationSequencePattern } from "@ffmpeg-analytics/core";
import type { Operation } from "../../api/src/routes/operation-view.ts";
import { openHome } from "../../local/src/home.ts";
import { createLogger } from "../../local/src/log.ts";
import { readHomeSettings } from "../../local/src/settings.ts";

/** A real one-machine home on a free port of loopback, whose jobs run only when they are called for. */
export interface TestHome {
	/** Without a slash at the end. */
	readonly url: string;
	/** Beside its database; removed by `close`. */
	readonly folder: string;
	/** What it has stored, the first to end first; 1,000 at most. */
	operations(): Promise<readonly Operation[]>;
	/** Resolves once it has stored so many. */
	awaitOperations(count: number): Promise<void>;
	/** What people repeat, by all that it has stored. */
	sequences(): Promise<readonly OperationSequencePattern[]>;
	runJob(job: "aggregate" | "templates"): Promise<void>;
	close(): Promise<void>;
}

/** Opens one over a new database. */
export async function openTestHome(): Promise<TestHome> {
	const folder = mkdtempSync(join(tmpdir(), "client-home-"));
	const file = join(folder, "home.sqlite");
	const home = await openHome(
		readHomeSettings({}, { host: "127.0.0.1", port: 0, file }),
		{
			clock: { now: Date.now, sleep: () => new Promise(() => undefined) },
			log: createLogger(() => undefined, Date.now),
			scheduled: false,
		},
	);
	const call = async <Answer>(path: string, method = "GET") => {
		const answer = await fetch(`${home.url}/api/v1/${path}`, { method });
		if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
		return (await answer.json()) as Answer;
	};
	const runJob = async (job: string) =>
		void (await call(`jobs/${job}`, "POST"));
	const operations = async () => {
		const path = "operations?limit=1000";
		return (await call<{ operations: Operation[] }>(path)).operations.reverse();
	};
	return {
		url: home.url,
		folder,
		runJob,
		operations,
		async awaitOperations(count) {
			while ((await operations()).length < count) await sleep(20);
		},
		async sequences() {
			await runJob("aggregate");
			type Answer = { sequences: OperationSequencePattern[] };
			return (await call<Answer>("sequences")).sequences;
		},
		async close() {
			await home.close();
			rmSync(folder, { recursive: true });
		},
	};
}
