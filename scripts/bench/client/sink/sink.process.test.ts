import { Agent, type IncomingMessage, request } from "node:http";
import { gzipSync } from "node:zlib";
import { openFloor } from "../contenders/floor";
import { propertiesOf, wireEventOf } from "../event";
import { type Failure, type Sink, startSink } from "./sink";

const EVENTS = 1_234;
const agent = new Agent();
let sink: Sink;

beforeEach(async () => {
	sink = await startSink(() => 0.1);
});
afterEach(async () => {
	await sink.close();
});

it("has every event of the floor, once, and knows its bytes", async () => {
	const floor = openFloor({
		address: sink.address,
		tuned: false,
		dataFolder: undefined,
		clientEntry: "",
		peersFolder: "",
	});
	for (let index = 0; index < EVENTS; index++) floor.track(index);
	await floor.shutdown();
	const { stored, storedTwice, arrivedAgain, bytes } = sink.tally();
	expect({ stored, storedTwice, arrivedAgain }).toEqual({
		stored: EVENTS,
		storedTwice: 0,
		arrivedAgain: 0,
	});
	expect(bytes / EVENTS).toBeGreaterThan(40);
	expect(bytes / EVENTS).toBeLessThan(70);
});

it("answers in our protocol what is new", async () => {
	const events = [wireEventOf(0, "a"), wireEventOf(1, "b")];
	await post("/logOperation", { events });
	const { text } = await post("/logOperation", {
		events: [...events, wireEventOf(2, "c")],
	});
	expect(JSON.parse(text)).toMatchObject({
		stored: 1,
		duplicates: 2,
		rejected: 0,
		results: [
			{ index: 0, id: "a", status: "duplicate" },
			{ index: 1, id: "b", status: "duplicate" },
			{ index: 2, id: "c", status: "stored" },
		],
	});
});

it.each([
	["/v1/batch", { batch: [{ messageId: "a", properties: propertiesOf(7) }] }],
	["/batch/", { batch: [{ uuid: "a", properties: propertiesOf(7) }] }],
	[
		"/2/httpapi",
		{ events: [{ insert_id: "a", event_properties: propertiesOf(7) }] },
	],
])("understands %s", async (path, body) => {
	await post(path, body);
	await post(path, body);
	expect(sink.tally()).toMatchObject({ stored: 1, arrivedAgain: 1 });
	expect(sink.indexes()).toEqual([7]);
});

it("understands /track, whose events have no ids", async () => {
	const event = JSON.stringify({ properties: propertiesOf(7) });
	const data = Buffer.from(event).toString("base64");
	const path = `/track?data=${encodeURIComponent(data)}`;
	expect(await post(path, {})).toEqual({ status: 200, text: "1" });
	await post(path, {});
	expect(sink.tally()).toMatchObject({ stored: 1, storedTwice: 1 });
});

it("counts what it cannot read", async () => {
	await post("/logOperation", { events: "none" });
	expect(sink.tally()).toMatchObject({ stored: 0, unreadable: 1 });
});

it.each<[Failure, string]>([
	["down", "ECONNREFUSED"],
	["error", "500"],
	["limit", "429"],
	["reset", "ECONNRESET"],
])("fails on command: %s", async (failure, outcome) => {
	await sink.fail(failure);
	expect(await outcomeOfPost()).toBe(outcome);
	expect(sink.tally().stored).toBe(0);
	await sink.fail(undefined);
	expect(await outcomeOfPost()).toBe("200");
	expect(sink.tally()).toMatchObject({ stored: 1, arrivedAgain: 0 });
});

it("resets connections after it has stored the body, too", async () => {
	await sink.close();
	const draws = [0.1, 0.9];
	sink = await startSink(() => draws.shift() ?? 1);
	await sink.fail("reset");
	expect(await outcomeOfPost()).toBe("ECONNRESET");
	expect(sink.tally().stored).toBe(1);
	expect(await outcomeOfPost()).toBe("200");
	expect(sink.tally()).toMatchObject({ stored: 1, arrivedAgain: 1 });
});

it("never answers what it took while it hung", async () => {
	await sink.fail("hang");
	const hung = outcomeOfPost();
	let isOver = false;
	void hung.then(() => {
		isOver = true;
	});
	while (sink.tally().bytes === 0)
		await new Promise((resolve) => setTimeout(resolve, 5));
	await sink.fail(undefined);
	expect(await outcomeOfPost()).toBe("200");
	expect(isOver).toBe(false);
	await sink.close();
	expect(await hung).toBe("ECONNRESET");
});

/** The status, or the code of the error. */
async function outcomeOfPost(): Promise<string> {
	try {
		const events = [wireEventOf(0, "a")];
		return String((await post("/logOperation", { events })).status);
	} catch (error) {
		return String((error as NodeJS.ErrnoException).code);
	}
}

async function post(path: string, body: object) {
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		request(`http://${sink.address}${path}`, {
			agent,
			method: "POST",
			headers: { "content-encoding": "gzip" },
		})
			.on("response", resolve)
			.on("error", reject)
			.end(gzipSync(JSON.stringify(body)));
	});
	const chunks: Buffer[] = [];
	for await (const chunk of response) chunks.push(chunk as Buffer);
	return {
		status: response.statusCode,
		text: Buffer.concat(chunks).toString(),
	};
}
