import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { wireEventOf } from "../event.ts";
import type { Place, Tracker } from "./tracker.ts";

const BATCH_EVENTS = 500;
const IN_FLIGHT_MAX = 4;
const compress = promisify(gzip);

/**
 * The least that delivery can be: JSON, gzip (level 6) and keep-alive in batches of 500, four of them under way.
 * It makes events in the wire form at once, hashes and sanitises nothing, and knows no failure.
 */
export function openFloor({ address }: Place): Tracker {
	const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT_MAX });
	const url = `http://${address}/logOperation`;
	let waiting: object[] = [];
	const batches: (readonly object[])[] = [];
	const workers = new Set<Promise<void>>();
	const work = async () => {
		for (let batch = batches.shift(); batch; batch = batches.shift())
			await post(url, agent, batch);
	};
	const cut = () => {
		if (waiting.length > 0) batches.push(waiting);
		waiting = [];
		if (workers.size >= IN_FLIGHT_MAX || batches.length === 0) return;
		const worker = work().finally(() => workers.delete(worker));
		workers.add(worker);
	};
	return {
		track(index) {
			waiting.push(wireEventOf(index, randomUUID()));
			if (waiting.length === BATCH_EVENTS) cut();
		},
		async shutdown() {
			cut();
			await Promise.all(workers);
			agent.destroy();
		},
	};
}

async function post(
	url: string,
	agent: Agent,
	events: readonly object[],
): Promise<void> {
	const body = await compress(
		JSON.stringify({ sentAt: new Date().toISOString(), events }),
	);
	await new Promise<void>((resolve, reject) => {
		const sent = request(url, {
			agent,
			method: "POST",
			headers: {
				"content-type": "application/json",
				"content-encoding": "gzip",
				"content-length": body.length,
			},
		});
		sent.on("error", reject);
		sent.on("response", (response) => {
			response.on("error", reject).on("end", resolve).resume();
		});
		sent.end(body);
	});
}
