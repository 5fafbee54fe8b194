import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSinkServer, type SinkServer } from "../../testing/sink-server.ts";
import { AnalyticsService } from "../analytics-service.ts";

describe("the next start of a host", () => {
	let server: SinkServer;
	let dataFolder: string;
	beforeEach(async () => {
		server = await openSinkServer();
		dataFolder = mkdtempSync(join(tmpdir(), "next-start-"));
	});
	afterEach(async () => {
		await server.close();
		rmSync(dataFolder, { recursive: true, force: true });
	});

	const start = () =>
		new AnalyticsService({
			platform: "mcp",
			endpoint: server.url,
			dataFolder,
			notice: false,
		});

	/** Tracks while nobody listens, and ends. */
	async function leaveThree(): Promise<void> {
		await server.goDown();
		const analytics = start();
		for (let number = 0; number < 3; number++)
			analytics.trackFfmpegOperation({
				userId: "somebody",
				operationType: "trim",
				parameters: {},
				processingTime: number,
				success: true,
			});
		await analytics.shutdown(0);
		expect(analytics.counters()).toMatchObject({ tracked: 3, spooled: 3 });
		await server.comeBack();
	}

	it("delivers what was left though it tracks nothing itself", async () => {
		await leaveThree();
		const analytics = start();
		while (server.events.size < 3)
			await new Promise((resolve) => setTimeout(resolve, 5));
		await analytics.shutdown();
		expect(analytics.counters()).toMatchObject({ tracked: 0, stored: 3 });
	});

	it("delivers it within a shutdown that follows at once", async () => {
		await leaveThree();
		await start().shutdown();
		expect(server.events.size).toBe(3);
	});
});
