import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { createGunzip } from "node:zlib";
import { createHomeClient } from "./home-client";
import { HomeError } from "./home-error";
import { sendPart } from "./send-part";

const ANSWER = {
	stored: 1,
	duplicates: 0,
	rejected: 1,
	rejections: { invalid_event: 1, too_old: 0, erased: 0, id_conflict: 0 },
	errors: [{ line: 2, id: null, code: "invalid_event", errors: [] }],
};

describe("sendPart", () => {
	let server: Server;
	let statuses: number[];
	const bodies: string[] = [];
	beforeEach(async () => {
		bodies.length = 0;
		server = createServer(async (request: IncomingMessage, response) => {
			const isGzip = request.headers["content-encoding"] === "gzip";
			bodies.push(await text(isGzip ? request.pipe(createGunzip()) : request));
			const status = statuses.shift() ?? 200;
			response.writeHead(status, { "Retry-After": "0" });
			response.end(JSON.stringify(status === 200 ? ANSWER : {}));
		});
		await new Promise<void>((resolve) =>
			server.listen(0, "127.0.0.1", resolve),
		);
	});
	afterEach(() => server.close());

	const send = (isRemote = true) => {
		const { port } = server.address() as AddressInfo;
		return sendPart(
			createHomeClient(`http://127.0.0.1:${port}`, undefined),
			[
				{ number: 11, bytes: Buffer.from('{"id":"ä"}') },
				{ number: 12, bytes: undefined },
			],
			{ isRemote, signal: new AbortController().signal, wasThere: false },
		);
	};

	it.each([true, false])(
		"sends lines, and numbers them as the file does; compressed: %p",
		async (isRemote) => {
			statuses = [];
			expect((await send(isRemote)).errors).toMatchObject([{ line: 12 }]);
			// What is too long is sent as no event.
			expect(bodies).toEqual([
				expect.stringMatching(/^\{"id":"ä"\}\n"a line of .*"\n$/),
			]);
		},
	);

	it("sends the same again while the home cannot answer", async () => {
		statuses = [503, 429, 200];
		expect(await send()).toMatchObject({ stored: 1 });
		expect(bodies).toHaveLength(3);
		expect(new Set(bodies).size).toBe(1);
	});

	it("gives up in the end, and at once where nothing is to be had", async () => {
		statuses = Array.from({ length: 20 }, () => 503);
		await expect(send()).rejects.toThrow(HomeError);
		expect(bodies).toHaveLength(6);
		statuses = [401];
		await expect(send()).rejects.toMatchObject({ kind: "refused" });
		expect(bodies).toHaveLength(7);
	});
});
