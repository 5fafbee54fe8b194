import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import {
	type ExportedEvent,
	type ExportQuery,
	type Page,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import { fakeAnalytics } from "../../testing/fake-analytics";
import { type Served, serve } from "../../testing/serve";

const PATH = "/api/v1/export";

function exported(id: string, padding = 0): ExportedEvent {
	return {
		id,
		timestamp: "2026-11-22T12:00:00.000Z",
		userId: "ab".repeat(32),
		platform: "mcp",
		operation: {
			type: "trim",
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: JSON.stringify({ x: "x".repeat(padding) }),
			fileSize: 1,
		},
		metrics: { success: true, processingTime: 5 },
		context: {},
		receivedAt: "2026-11-22T12:00:01.000Z",
	};
}

const PAGES = [["a", "b"], [], ["c"], []];

/** Serves an export of these pages of ids, and notes what was asked. */
async function serveExport(
	pageOf: (index: number) => readonly ExportedEvent[] | Error = (index) =>
		(PAGES[index] ?? []).map((id) => exported(id)),
	pages = PAGES.length,
): Promise<Served & { asked: ExportQuery[] }> {
	const asked: ExportQuery[] = [];
	const exportEvents = async (
		query: ExportQuery,
	): Promise<Page<ExportedEvent>> => {
		const index = Number(query.after ?? 0);
		asked.push(query);
		const items = pageOf(index);
		if (items instanceof Error) throw items;
		const next = index + 1 < pages ? { next: String(index + 1) } : {};
		return { items: [...items], ...next };
	};
	const home = await serve({ analytics: fakeAnalytics({ exportEvents }) });
	return { ...home, asked };
}

/** Asks for an export and leaves its body alone. */
async function ask(url: string): Promise<IncomingMessage> {
	const sent = httpRequest(url, { agent: false });
	sent.end();
	const [response] = (await once(sent, "response")) as [IncomingMessage];
	return response;
}

async function untilTrue(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("an export", () => {
	test("is a line for each event, over all pages", async () => {
		const home = await serveExport();
		const answer = await home.call(PATH);
		expect(answer.status).toBe(200);
		expect(answer.headers["content-type"]).toBe("application/x-ndjson");
		const lines = answer.text.split("\n");
		expect(lines.pop()).toBe("");
		expect(lines.map((line) => JSON.parse(line))).toEqual(
			["a", "b", "c"].map((id) => exported(id)),
		);
		expect(home.asked.map(({ after }) => after)).toEqual([
			undefined,
			"1",
			"2",
			"3",
		]);
	});

	test("is one array as JSON, also of nothing", async () => {
		const home = await serveExport();
		const answer = await home.call(`${PATH}?format=json`);
		expect(answer.headers["content-type"]).toBe("application/json");
		expect(answer.json).toEqual(["a", "b", "c"].map((id) => exported(id)));
		const empty = await serveExport(() => []);
		expect((await empty.call(`${PATH}?format=json`)).json).toEqual([]);
		expect((await empty.call(PATH)).text).toBe("");
	});

	test("has the range that was asked for, by instants or days", async () => {
		const home = await serveExport();
		await home.call(`${PATH}?start=2026-11-01&end=2026-11-02T03:04:05.006Z`);
		expect(home.asked[0]).toMatchObject({
			from: Date.UTC(2026, 10, 1),
			to: Date.UTC(2026, 10, 2, 3, 4, 5, 6),
		});
		for (const query of ["start=2026-11-02&end=2026-11-02", "format=csv"])
			expect((await home.call(`${PATH}?${query}`)).status).toBe(400);
	});

	test("answers HEAD without reading an event", async () => {
		const home = await serveExport();
		const answer = await home.call(PATH, { method: "HEAD" });
		expect([answer.status, answer.text]).toEqual([200, ""]);
		expect(answer.headers["content-type"]).toBe("application/x-ndjson");
		expect(home.asked).toEqual([]);
	});

	test("that fails before its beginning is a problem", async () => {
		const home = await serveExport(() => new StoreUnavailableError());
		expect((await home.call(PATH)).status).toBe(503);
	});

	test.each(["ndjson", "json"])(
		"that fails later is cut off, and logged: %s",
		async (format) => {
			const home = await serveExport((index) =>
				index < 2 ? [exported("a")] : new StoreUnavailableError(),
			);
			await expect(home.call(`${PATH}?format=${format}`)).rejects.toThrow(
				/aborted|hang up/,
			);
			expect(home.logs).toMatchObject([{ level: "warn" }]);
		},
	);

	test("is refused in HTTP/1.0, where a part would look whole", async () => {
		const home = await serveExport();
		const { hostname, port } = new URL(home.url);
		const socket = connect(Number(port), hostname);
		socket.end(`GET ${PATH} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
		let text = "";
		for await (const chunk of socket) text += chunk;
		expect(text).toMatch(/^HTTP\/1\.[01] 400 /);
		expect(home.asked).toEqual([]);
	});

	describe("of more than a connection holds", () => {
		const PAGE_EVENTS = 100;
		const PAGE_COUNT = 160;
		const PAGE = Array.from({ length: PAGE_EVENTS }, (_, n) =>
			exported(`e${n}`, 4_000),
		);
		const serveMuch = () => serveExport(() => PAGE, PAGE_COUNT);

		test("is read from the store no faster than by its reader", async () => {
			const home = await serveMuch();
			const response = await ask(home.url + PATH);
			await new Promise((resolve) => setTimeout(resolve, 300));
			// Some MB in the kernel's buffers, of 64 in all.
			expect(home.asked.length).toBeLessThan(PAGE_COUNT / 4);
			let lines = 0;
			for await (const chunk of response)
				for (const byte of chunk as Buffer) if (byte === 0x0a) lines++;
			expect(lines).toBe(PAGE_EVENTS * PAGE_COUNT);
		});

		test("stops when its reader goes away", async () => {
			const home = await serveMuch();
			const response = await ask(home.url + PATH);
			await once(response, "readable");
			response.destroy();
			let before = -1;
			await untilTrue(() => {
				const isStill = before === home.asked.length;
				before = home.asked.length;
				return isStill;
			});
			await new Promise((resolve) => setTimeout(resolve, 100));
			expect(home.asked.length).toBeLessThan(PAGE_COUNT / 4);
			expect(home.logs).toEqual([]);
		});
	});
});
