import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { oneOf, randomOf } from "../random.ts";
import {
	type Address,
	exportLines,
	importLines,
	openExport,
	openImport,
	totalsOf,
} from "./exchange.ts";
import { expectDelivered } from "./expect-delivered.ts";
import { openFirestoreHome } from "./firestore-home.ts";
import { buildHome, HOME_KEYS, type HomeProcess } from "./home-process.ts";
import { deliverAll } from "./reference-client.ts";
import { makeWorkload } from "./workload.ts";

const SEED = Number(process.env.FAULT_SEED ?? Date.now() % 2 ** 31);

const MIB = 1024 * 1024;

jest.setTimeout(180_000);

describe(`export and import between homes (FAULT_SEED=${SEED})`, () => {
	const random = randomOf(SEED);
	let folder: string;
	let start: (file: string) => Promise<HomeProcess>;
	const running: HomeProcess[] = [];
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), "exchange-"));
		start = buildHome(folder);
	});
	afterEach(async () => {
		for (const home of running.splice(0)) await home.kill();
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	/** A home in a process of its own, over a file of this name. */
	const open = async (
		name: string,
	): Promise<Address & { process: HomeProcess }> => {
		const process = await start(join(folder, `${name}.sqlite`));
		running.push(process);
		const url = `http://127.0.0.1:${process.port}`;
		return { url, key: HOME_KEYS.administer, process };
	};

	it("loses, doubles and moves nothing, from one machine to Firebase and back through a crash", async () => {
		const first = await open("first");
		const workload = makeWorkload("x", 1_500, random);
		const delivery = await deliverAll(workload.events, {
			url: first.url,
			key: HOME_KEYS.ingest,
			batchSize: () => oneOf(random, [1, 5, 20, 60]),
			inFlight: 4,
			requestTimeoutMs: 10_000,
			secondMs: 20,
			clock: () => Date.now() + oneOf(random, [0, 150_000, -4_000_000]),
		});
		expectDelivered(workload, delivery);
		const expected = await totalsOf(first);
		const lines = await exportLines(first);
		expect(lines.join("\n")).toContain('"clientTimestamp"');

		const firebase = await openFirestoreHome(0);
		try {
			expect(await importLines(firebase, lines)).toMatchObject({
				stored: lines.length,
				duplicates: 0,
				rejected: 0,
			});
			expect(await totalsOf(firebase)).toEqual(expected);
			const returned = await exportLines(firebase);
			expect(returned.toSorted()).toEqual(lines.toSorted());
			expect(firebase.complaints()).toEqual([]);

			const dying = await open("second");
			const cut = openImport(dying);
			for (const line of returned.slice(0, 1_200)) await cut.write(`${line}\n`);
			const cutOff = expect(cut.end()).rejects.toThrow();
			await dying.process.kill();
			await cutOff;
			const second = await open("second");
			await totalsOf(second);
			const { stored, duplicates } = await importLines(second, returned);
			expect(stored + duplicates).toBe(lines.length);
			expect(await totalsOf(second)).toEqual(expected);
		} finally {
			await firebase.close();
		}
	});

	it("streams any number of events in flat memory, both ways", async () => {
		const home = await open("large");
		const memory = async () => {
			const { heapUsed, external } = await home.process.memory();
			return heapUsed + external;
		};
		/** What is held above that, once the home has done what it can: what it throws away counts too. */
		const heldAbove = async (before: number, bound: number) => {
			let held = (await memory()) - before;
			for (let turn = 0; turn < 40 && held >= bound; turn++)
				held = (await memory()) - before;
			return held;
		};
		const sent = openImport(home);
		const before = await memory();
		let bytes = 0;
		for (let batch = 0; batch < BATCHES; batch++) {
			const text = largeBatch(batch);
			bytes += text.length;
			await sent.write(text);
		}
		const importing = await heldAbove(before, bytes / 4);
		expect(await sent.end()).toMatchObject({
			stored: BATCHES * BATCH_LINES,
			rejected: 0,
		});

		const response = await openExport(home);
		// Until nothing moves any more, but what its reader takes.
		await sleep(300);
		const exporting = await heldAbove(before, bytes / 4);
		let received = 0;
		for await (const chunk of response) received += (chunk as Buffer).length;
		process.stdout.write(
			`import of ${mib(bytes)} MiB held ${mib(importing)}, export of ${mib(received)} MiB held ${mib(exporting)}\n`,
		);
		expect(importing).toBeLessThan(bytes / 4);
		expect(exporting).toBeLessThan(received / 4);
		expect(home.process.complaints()).toEqual([]);
	});
});

function mib(bytes: number): string {
	return (bytes / MIB).toFixed(1);
}

const BATCHES = 300;
const BATCH_LINES = 100;

/** Lines of about 2 KiB, nearly all of which is kept. */
function largeBatch(batch: number): string {
	const parameters = JSON.stringify({
		points: Array.from({ length: 250 }, (_, n) => n * 1_001 + batch),
	});
	return Array.from({ length: BATCH_LINES }, (_, n) => {
		const event = {
			id: `large-${batch}-${n}`,
			timestamp: Date.now() - (batch + 1) * 60_000,
			userId: String(n % 10).repeat(64),
			platform: "mcp",
			operation: {
				type: "trim",
				inputFormat: "mp4",
				outputFormat: "mp4",
				parameters,
				fileSize: 1,
			},
			metrics: { success: true, processingTime: 1 },
		};
		return `${JSON.stringify(event)}\n`;
	}).join("");
}
