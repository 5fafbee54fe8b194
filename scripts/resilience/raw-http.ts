import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** An answer as it stood on the wire. */
export interface RawAnswer {
	readonly status: number;
	/** Names in lower case; of a repeated one the last. */
	readonly headers: ReadonlyMap<string, string>;
	readonly body: Buffer;
}

/** What became of one connection. */
export interface Exchange {
	readonly answers: readonly RawAnswer[];
	/**
	 * `answered`: as many answers as were waited for; `closed`: the home closed before; `aborted`: we
	 * did, as told; `silent`: neither, for as long as was waited.
	 */
	readonly end: "answered" | "closed" | "aborted" | "silent";
	/** Whether all that was to be sent has been handed to the socket. */
	readonly sent: boolean;
	/** What followed the last whole answer. */
	readonly rest: Buffer;
}

/** What to do on one connection. */
export interface Conversation {
	readonly port: number;
	/** Sent one after the other, each in a packet of its own where there are several. */
	readonly pieces: readonly Buffer[];
	/** Between two pieces, ms. */
	readonly pauseMs?: number;
	/** How many answers to wait for; default 1. */
	readonly answers?: number;
	/** Break off right after the last piece, without waiting for any answer. */
	readonly abort?: boolean;
	/** Methods of the requests: an answer to HEAD has no body. */
	readonly head?: boolean;
	/** Default 10 s. */
	readonly patienceMs?: number;
}

/** Holds one conversation over a socket, byte by byte as it is told. */
export async function converse({
	port,
	pieces,
	pauseMs = 1,
	answers: expected = 1,
	abort = false,
	head = false,
	patienceMs = 10_000,
}: Conversation): Promise<Exchange> {
	const socket = connect({ port, host: "127.0.0.1", noDelay: true });
	let received: Buffer = Buffer.alloc(0);
	const answers: RawAnswer[] = [];
	let sent = false;
	const end = await new Promise<Exchange["end"]>((resolve) => {
		const timer = setTimeout(() => resolve("silent"), patienceMs);
		const settle = (how: Exchange["end"]) => {
			clearTimeout(timer);
			resolve(how);
		};
		socket.on("data", (chunk) => {
			received = Buffer.concat([received, chunk]);
			for (;;) {
				const parsed = parseAnswer(received, head);
				if (parsed === undefined) break;
				received = received.subarray(parsed.length);
				if (parsed.answer.status >= 200) answers.push(parsed.answer);
			}
			if (answers.length >= expected) settle("answered");
		});
		// Whoever closes with our bytes unread resets the connection: both are a close.
		socket.on("error", () => settle("closed"));
		socket.on("close", () => settle("closed"));
		void sendPieces(socket, pieces, pauseMs).then((all) => {
			sent = all;
			if (abort) settle("aborted");
		});
	});
	if (abort) socket.resetAndDestroy();
	else socket.destroy();
	return { answers, end, sent, rest: received };
}

async function sendPieces(
	socket: ReturnType<typeof connect>,
	pieces: readonly Buffer[],
	pauseMs: number,
): Promise<boolean> {
	for (const [index, piece] of pieces.entries()) {
		if (index > 0) await sleep(pauseMs);
		if (socket.destroyed) return false;
		const error = await new Promise<unknown>((resolve) =>
			socket.write(piece, resolve),
		);
		if (error) return false;
	}
	return true;
}

/** The first whole answer in the bytes, and how many it takes; undefined if it is not whole yet. */
function parseAnswer(
	bytes: Buffer,
	head: boolean,
): { answer: RawAnswer; length: number } | undefined {
	const headEnd = bytes.indexOf("\r\n\r\n");
	if (headEnd === -1) return undefined;
	const [statusLine = "", ...lines] = bytes
		.subarray(0, headEnd)
		.toString("latin1")
		.split("\r\n");
	const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
	const headers = new Map(
		lines.map((line) => {
			const colon = line.indexOf(":");
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		}),
	);
	const bodyStart = headEnd + 4;
	const empty = head || status < 200 || status === 204 || status === 304;
	const rest = bytes.subarray(bodyStart);
	const parsed =
		!empty && headers.get("transfer-encoding") === "chunked"
			? parseChunks(rest)
			: parseSized(
					rest,
					empty ? 0 : Number(headers.get("content-length") ?? 0),
				);
	if (parsed === undefined) return undefined;
	const { body, length } = parsed;
	return { answer: { status, headers, body }, length: bodyStart + length };
}

interface ParsedBody {
	readonly body: Buffer;
	/** How many bytes it takes on the wire. */
	readonly length: number;
}

function parseSized(bytes: Buffer, length: number): ParsedBody | undefined {
	if (bytes.length < length) return undefined;
	return { body: bytes.subarray(0, length), length };
}

/** A body in chunks; undefined if its last one, which is empty, is not there yet. */
function parseChunks(bytes: Buffer): ParsedBody | undefined {
	const chunks: Buffer[] = [];
	for (let at = 0; ; ) {
		const lineEnd = bytes.indexOf("\r\n", at);
		if (lineEnd === -1) return undefined;
		const size = Number.parseInt(bytes.toString("latin1", at, lineEnd), 16);
		if (Number.isNaN(size)) return undefined;
		const start = lineEnd + 2;
		at = start + size + 2;
		if (bytes.length < at) return undefined;
		if (size === 0) return { body: Buffer.concat(chunks), length: at };
		chunks.push(bytes.subarray(start, start + size));
	}
}

/** A request in bytes. `headers` are sent as they are, in their order, with latin1 values. */
export function requestBytes(
	method: string,
	target: string,
	headers: readonly (readonly [string, string])[],
	body: Buffer = Buffer.alloc(0),
): Buffer {
	const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
	const head = `${method} ${target} HTTP/1.1\r\n${lines.join("")}\r\n`;
	return Buffer.concat([Buffer.from(head, "latin1"), body]);
}
