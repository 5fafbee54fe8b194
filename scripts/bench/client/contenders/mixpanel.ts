import { propertiesOf, userIdOf } from "../event.ts";
import { loadPeer } from "./load-peer.ts";
import type { Place, Tracker } from "./tracker.ts";

type Done = () => void;

interface Client {
	track(event: string, properties: object, done: Done): void;
	track_batch(events: readonly object[], done: Done): void;
}

interface Mixpanel {
	init(token: string, config: object): Client;
}

/** The most that its service takes in a request. */
const BATCH_EVENTS = 50;

/** How long an event waits for others; ours waits as long. */
const BATCH_DELAY_MS = 1_000;

/**
 * By default a request an event. It has no queue: tuned, its host gathers batches of 50, as its documentation
 * shows.
 */
export function openMixpanel(place: Place): Tracker {
	const client = loadPeer<Mixpanel>("mixpanel", place).init("token", {
		host: place.address,
		protocol: "http",
	});
	return place.tuned ? inBatches(client) : oneByOne(client);
}

function oneByOne(client: Client): Tracker {
	const open = openRequests();
	return {
		track: (index) =>
			client.track("ffmpeg_operation", fieldsOf(index), open.begin()),
		shutdown: () => open.allDone(),
	};
}

function inBatches(client: Client): Tracker {
	const open = openRequests();
	let waiting: object[] = [];
	let timer: NodeJS.Timeout | undefined;
	const send = () => {
		clearTimeout(timer);
		timer = undefined;
		if (waiting.length > 0) client.track_batch(waiting, open.begin());
		waiting = [];
	};
	return {
		track(index) {
			waiting.push({ event: "ffmpeg_operation", properties: fieldsOf(index) });
			if (waiting.length >= BATCH_EVENTS) send();
			else timer ??= setTimeout(send, BATCH_DELAY_MS);
		},
		shutdown() {
			send();
			return open.allDone();
		},
	};
}

function fieldsOf(index: number): object {
	const properties = propertiesOf(index);
	properties.distinct_id = userIdOf(index);
	return properties;
}

/** Counts requests whose callback has not been called. */
function openRequests() {
	let open = 0;
	let resolve: Done | undefined;
	return {
		begin(): Done {
			open++;
			return () => {
				if (--open === 0) resolve?.();
			};
		},
		allDone: () =>
			new Promise<void>((done) => {
				resolve = done;
				if (open === 0) done();
			}),
	};
}
