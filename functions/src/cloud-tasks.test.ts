import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import type { AggregationTask } from "@ffmpeg-analytics/core";
import { createCloudTasksQueue } from "./cloud-tasks";

const NOW = Date.UTC(2026, 10, 25, 12, 0, 30);
const SHARD: AggregationTask = {
	kind: "shard",
	shard: 7,
	slot: 5_000,
	continuation: 1,
};

/** What Cloud Tasks was asked for. */
interface Asked {
	readonly path: string;
	readonly task: {
		readonly name: string;
		readonly dispatchDeadline: string;
		readonly scheduleTime: string;
		readonly httpRequest: { readonly body: string };
	};
}

describe("the queue in Cloud Tasks", () => {
	const queue = createCloudTasksQueue(() => NOW);
	const asked: Asked[] = [];
	const environment = { ...process.env };
	let status = 200;
	let server: Server;

	beforeAll(async () => {
		server = createServer(async (request, response) => {
			const { task } = (await json(request)) as Pick<Asked, "task">;
			asked.push({ path: request.url ?? "", task });
			response.writeHead(status, { "Content-Type": "application/json" });
			response.end("{}");
		}).listen(0, "127.0.0.1");
		await once(server, "listening");
		const { port } = server.address() as AddressInfo;
		process.env.CLOUD_TASKS_EMULATOR_HOST = `127.0.0.1:${port}`;
		// The emulator suite, inside which tests may run, names its own in all of them.
		delete process.env.FIREBASE_CONFIG;
		process.env.GOOGLE_CLOUD_PROJECT = "demo-queue";
		process.env.GCLOUD_PROJECT = "demo-queue";
		process.env.METADATA_SERVER_DETECTION = "none";
	});
	beforeEach(() => {
		asked.length = 0;
		status = 200;
	});
	afterAll(() => {
		process.env = environment;
		server.closeAllConnections();
		server.close();
	});

	it("puts a shard's task into its function's queue, under its id, to run at once", async () => {
		const before = Date.now();
		await queue.enqueue(SHARD);
		const [{ path, task } = fail()] = asked;
		const tasks =
			"projects/demo-queue/locations/us-central1/queues/aggregateShard/tasks";
		expect(path).toBe(`/${tasks}`);
		expect(task.name).toBe(`${tasks}/shard-5000-7-1`);
		const body = Buffer.from(task.httpRequest.body, "base64").toString();
		expect(JSON.parse(body)).toEqual({ data: SHARD });
		expect(Date.parse(task.scheduleTime)).toBeLessThan(before + 10_000);
		expect(task.dispatchDeadline).toBe("570s");
	});

	it("puts a merge into the other queue, to run in its turn", async () => {
		const before = Date.now();
		await queue.enqueue({ kind: "merge", turn: NOW / 60_000 + 0.5 });
		const [{ path, task } = fail()] = asked;
		expect(path).toContain("/queues/mergeTotals/tasks");
		const delayMs = Date.parse(task.scheduleTime) - before;
		expect(delayMs).toBeGreaterThan(29_000);
		expect(delayMs).toBeLessThan(40_000);
	});

	it("is content with a task that is there already", async () => {
		status = 409;
		await expect(queue.enqueue(SHARD)).resolves.toBeUndefined();
		expect(asked).toHaveLength(1);
	});

	it.each([400, 403, 404])("tells that it was answered %d", async (answer) => {
		status = answer;
		await expect(queue.enqueue(SHARD)).rejects.toThrow();
	});
});

function fail(): never {
	throw new Error("nothing was asked for");
}
