import {
	createServer,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";

/** What the server does with one request. */
export type Behaviour =
	/** Stores, and answers so; `retry` names events, by their place, that are not stored and must come again. */
	| {
			readonly kind: "serve";
			readonly retry?: (place: number) => boolean;
			readonly reject?: (place: number) => boolean;
			readonly retryAfter?: string;
	  }
	/** Stores nothing. */
	| {
			readonly kind: "status";
			readonly status: number;
			/** How long the answer takes. */
			readonly ms?: number;
			readonly headers?: Readonly<Record<string, string>>;
			readonly body?: string;
	  }
	/** 413 for more than so many events. */
	| { readonly kind: "atMost"; readonly events: number }
	/** Cuts the connection before it has read the body. */
	| { readonly kind: "resetBefore" }
	/** Cuts the connection when it has stored everything, without an answer. */
	| { readonly kind: "resetAfter" }
	/** Stores everything, and answers half of the answer. */
	| { readonly kind: "cutAnswer" }
	/** Reads, stores nothing, and never answers. */
	| { readonly kind: "hang" }
	/** Stores everything, and answers late. */
	| { readonly kind: "slow"; readonly ms: number };

/** One event as it came in. */
export interface ReceivedEvent {
	readonly id: string;
	/** How often it was stored or found stored. */
	times: number;
	/** JSON of the first time. */
	readonly json: string;
}

/** A home as a client sees it, over real HTTP, which misbehaves on command. */
export interface SinkServer {
	/** Without a slash at the end. */
	readonly url: string;
	/** What is stored, by id. */
	readonly events: ReadonlyMap<string, ReceivedEvent>;
	/** Ids that came again with another content, which a client must never send. */
	readonly conflicts: ReadonlySet<string>;
	/** One each, as they came in: what was done with it. */
	readonly requests: readonly ReceivedRequest[];
	/** Requests that were under way at one time, at most. */
	mostAtOnce(): number;
	/** Of all connections, headers included. */
	bytesReceived(): number;
	/** From now on; `next` is asked once a request, with its number from 0. */
	behave(next: (request: number) => Behaviour): void;
	/** Refuses connections, and cuts those that there are. */
	goDown(): Promise<void>;
	/** Listens again, on the same port. */
	comeBack(): Promise<void>;
	/** Ends it for good. */
	close(): Promise<void>;
}

/** One request. */
export interface ReceivedRequest {
	readonly behaviour: Behaviour["kind"];
	/** 0 if the body was not read. */
	readonly events: number;
	readonly sentAt: number | undefined;
	readonly headers: IncomingMessage["headers"];
	/** Epoch ms. */
	readonly at: number;
}

/** Starts a server; port 0 picks a free one. */
export async function openSinkServer(port = 0): Promise<SinkServer> {
	const sink = new Sink();
	await sink.listen(port);
	return sink;
}

const SERVE = { kind: "serve" } as const satisfies Behaviour;

class Sink implements SinkServer {
	readonly events = new Map<string, ReceivedEvent>();
	readonly conflicts = new Set<string>();
	readonly requests: ReceivedRequest[] = [];
	#server: Server | undefined;
	#port = 0;
	#next: (request: number) => Behaviour = () => SERVE;
	#asked = 0;
	#bytesOfClosed = 0;
	#underWay = 0;
	#mostAtOnce = 0;
	readonly #sockets = new Set<Socket>();

	get url(): string {
		return `http://127.0.0.1:${this.#port}`;
	}

	mostAtOnce(): number {
		return this.#mostAtOnce;
	}

	bytesReceived(): number {
		let bytes = this.#bytesOfClosed;
		for (const socket of this.#sockets) bytes += socket.bytesRead;
		return bytes;
	}

	behave(next: (request: number) => Behaviour): void {
		this.#next = next;
		this.#asked = 0;
	}

	async listen(port: number): Promise<void> {
		const server = createServer((request, response) => {
			this.#underWay += 1;
			this.#mostAtOnce = Math.max(this.#mostAtOnce, this.#underWay);
			response.once("close", () => {
				this.#underWay -= 1;
			});
			this.#handle(request, response).catch(() => request.destroy());
		});
		server.on("connection", (socket) => {
			this.#sockets.add(socket);
			socket.on("close", () => {
				this.#sockets.delete(socket);
				this.#bytesOfClosed += socket.bytesRead;
			});
		});
		await new Promise<void>((resolve, reject) => {
			server.once("error", reject);
			server.listen(port, "127.0.0.1", resolve);
		});
		this.#server = server;
		this.#port = (server.address() as AddressInfo).port;
	}

	async goDown(): Promise<void> {
		const server = this.#server;
		if (server === undefined) return;
		this.#server = undefined;
		const closed = new Promise((resolve) => server.close(resolve));
		for (const socket of this.#sockets) socket.destroy();
		await closed;
	}

	async comeBack(): Promise<void> {
		if (this.#server === undefined) await this.listen(this.#port);
	}

	close(): Promise<void> {
		return this.goDown();
	}

	async #handle(
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		const behaviour = this.#next(this.#asked);
		this.#asked += 1;
		const note = (events: number, sentAt?: number) =>
			this.requests.push({
				behaviour: behaviour.kind,
				events,
				sentAt,
				headers: request.headers,
				at: Date.now(),
			});
		if (behaviour.kind === "resetBefore") {
			note(0);
			request.socket.resetAndDestroy();
			return;
		}
		const batch = parseBatch(await buffer(request));
		note(batch.events.length, batch.sentAt);
		switch (behaviour.kind) {
			case "serve":
				return this.#serve(batch.events, behaviour, response);
			case "status":
				await sleep(behaviour.ms ?? 0);
				response.writeHead(behaviour.status, behaviour.headers);
				return void response.end(behaviour.body);
			case "atMost":
				if (batch.events.length <= behaviour.events)
					return this.#serve(batch.events, SERVE, response);
				return void response.writeHead(413).end();
			case "resetAfter":
				this.#store(batch.events);
				return void request.socket.resetAndDestroy();
			case "cutAnswer": {
				const answer = JSON.stringify(this.#store(batch.events));
				response.writeHead(200, { "Content-Length": answer.length });
				response.write(answer.slice(0, answer.length / 2));
				setTimeout(() => request.socket.destroy(), 5);
				return;
			}
			case "hang":
				return;
			case "slow":
				await sleep(behaviour.ms);
				return this.#serve(batch.events, SERVE, response);
		}
	}

	#serve(
		events: readonly unknown[],
		behaviour: Behaviour & { kind: "serve" },
		response: ServerResponse,
	): void {
		const { retryAfter } = behaviour;
		const answer = this.#store(events, behaviour);
		response.writeHead(200, {
			"Content-Type": "application/json",
			...(retryAfter !== undefined && { "Retry-After": retryAfter }),
		});
		response.end(JSON.stringify(answer));
	}

	/** Stores all but those to retry or reject, and answers as a home does. */
	#store(
		events: readonly unknown[],
		{ retry, reject }: Partial<Behaviour & { kind: "serve" }> = {},
	) {
		const counts = { stored: 0, duplicates: 0, rejected: 0 };
		const results = events.map((event, index) => {
			const { id } = event as { id: string };
			if (retry?.(index) === true) return { index, id, status: "retry" };
			if (reject?.(index) === true) {
				counts.rejected += 1;
				return { index, id, status: "rejected", code: "too_old", errors: [] };
			}
			const json = JSON.stringify(event);
			const known = this.events.get(id);
			if (known === undefined) {
				this.events.set(id, { id, times: 1, json });
				counts.stored += 1;
				return { index, id, status: "stored" };
			}
			known.times += 1;
			if (known.json !== json) this.conflicts.add(id);
			counts.duplicates += 1;
			return { index, id, status: "duplicate" };
		});
		return { ...counts, results };
	}
}

function parseBatch(body: Buffer): { events: unknown[]; sentAt: number } {
	return JSON.parse(gunzipSync(body).toString()) as {
		events: unknown[];
		sentAt: number;
	};
}
