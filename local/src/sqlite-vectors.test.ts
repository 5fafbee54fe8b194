import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeVectorsOverHttp } from "@ffmpeg-analytics/core/testing";
import { openHome } from "./home";
import { createLogger } from "./log";
import { readHomeSettings } from "./settings";

describeVectorsOverHttp("the one-machine home", async (now) => {
	const folder = mkdtempSync(join(tmpdir(), "vectors-"));
	const home = await openHome(
		readHomeSettings(
			{},
			{ host: "127.0.0.1", port: 0, file: join(folder, "a.sqlite") },
		),
		{
			clock: { now: () => now, sleep: () => new Promise(() => undefined) },
			log: createLogger(
				() => undefined,
				() => now,
			),
			scheduled: false,
		},
	);
	return {
		url: home.url,
		headers: {},
		async close() {
			await home.close();
			rmSync(folder, { recursive: true });
		},
	};
});
