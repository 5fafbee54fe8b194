import { mkdtemp, rm } from "node:fs/promises";
import {
	createServer,
	request as httpRequest,
	type IncomingHttpHeaders,
	type RequestListener,
	type Server,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppOptions, createApp } from "../src/app";
import { createMemoryHitCounter } from "../src/limits/memory-hit-counter";
import type { LogFields } from "../src/logger";
import { emptyAnalytics } from "./fake-analytics";
import { fakeSignIn } from "./fake-sign-in";

export const INGEST_KEY = "ingest-key-0123456789";
export const READER_KEY = "reader-key-0123456789";
export const ADMIN_KEY = "admin-key-0123456789";

/** Access for tests that are about something else: this machine may do all. */
export const OPEN_ACCESS: AppOptions["access"] = {
	ingestKeys: [INGEST_KEY],
	readerKeys: [READER_KEY],
	adminKeys: [ADMIN_KEY],
	allowOpenIngest: false,
	corsOrigins: [],
	rateLimitPerMinute: 1_000_000,
	rateLimitEventsPerMinute: 1_000_000,
};

const OPEN: Omit<AppOptions, "analytics" | "log" | "hitCounter"> = {
	access: OPEN_ACCESS,
	trustLoopback: true,
	trustedProxies: 0,
	now: () => Date.now(),
	version: "1.2.3",
	signIn: fakeSignIn,
};

/** A path of the document with something in the place of its parameters. */
export function withParameters(path: string): string {
	return path
		.replace("{id}", "x")
		.replace("{operation}", "trim")
		.replace("{pattern}", "trim-%3Eto_mp3")
		.replace("{userId}", "ab".repeat(32));
}

/** A request as a test writes it. `body` is sent as it is. */
export interface Call {
	readonly method?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string | Buffer;
	readonly key?: string;
}

/** An answer, read to its end. */
export interface Received {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly text: string;
	/** The body as JSON; undefined if it is of another type. */
	readonly json: unknown;
}

/** An app that listens. */
export interface Served {
	readonly url: string;
	readonly logs: readonly {
		level: string;
		message: string;
		fields: LogFields;
	}[];
	call(path: string, call?: Call): Promise<Received>;
	/** Posts JSON. */
	post(path: string, body: unknown, call?: Call): Promise<Received>;
}

const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
	await Promise.all(closers.splice(0).map((close) => close()));
});

/** Serves the app on a free port of 127.0.0.1, until the test ends. */
export async function serve(
	options: Partial<AppOptions> = {},
): Promise<Served> {
	const { listener, logs } = build(options);
	return { ...(await listen(listener)), logs };
}

/** Serves any listener, as a home that mounts the app may have one. */
export async function listen(
	listener: RequestListener,
): Promise<Omit<Served, "logs">> {
	const server = createServer(listener);
	await open(server, 0);
	const { port } = server.address() as AddressInfo;
	return callers(`http://127.0.0.1:${port}`, undefined);
}

/** Calls whatever serves at the URL. */
export function callersOf(url: string): Omit<Served, "logs"> {
	return callers(url, undefined);
}

/**
 * Serves the app on a Unix socket: its callers have no address, and so are not from loopback,
 * which no caller over 127.0.0.1 can be.
 */
export async function serveElsewhere(
	options: Partial<AppOptions> = {},
): Promise<Served> {
	const { listener, logs } = build(options);
	const folder = await mkdtemp(join(tmpdir(), "api-"));
	const socketPath = join(folder, "socket");
	await open(createServer(listener), socketPath);
	closers.push(() => rm(folder, { recursive: true, force: true }));
	return { ...callers("http://elsewhere.example", socketPath), logs };
}

/** The options of an app for tests, and what it logs. */
export function appOptions(options: Partial<AppOptions> = {}): {
	options: AppOptions;
	logs: { level: string; message: string; fields: LogFields }[];
} {
	const logs: { level: string; message: string; fields: LogFields }[] = [];
	const log = (level: string) => (message: string, fields: LogFields) =>
		void logs.push({ level, message, fields });
	return {
		logs,
		options: {
			...OPEN,
			analytics: emptyAnalytics(),
			hitCounter: createMemoryHitCounter(() => Date.now()),
			log: { warn: log("warn"), error: log("error") },
			...options,
		},
	};
}

function build(given: Partial<AppOptions>) {
	const { options, logs } = appOptions(given);
	return { listener: createApp(options), logs };
}

function open(server: Server, where: number | string): Promise<void> {
	closers.push(
		() =>
			new Promise((resolve) => {
				server.close(resolve);
				server.closeAllConnections();
			}),
	);
	return new Promise((resolve) => {
		if (typeof where === "number") server.listen(where, "127.0.0.1", resolve);
		else server.listen(where, resolve);
	});
}

function callers(
	url: string,
	socketPath: string | undefined,
): Omit<Served, "logs"> {
	const call = (path: string, { method, headers, body, key }: Call = {}) =>
		new Promise<Received>((resolve, reject) => {
			const sent = httpRequest(
				// Not a URL: it would tidy up the path.
				{
					...(socketPath === undefined
						? { host: "127.0.0.1", port: new URL(url).port }
						: { socketPath }),
					path,
					method: method ?? "GET",
					agent: false,
					headers: {
						...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
						...headers,
					},
				},
				(response) => {
					const chunks: Buffer[] = [];
					response.on("data", (chunk: Buffer) => chunks.push(chunk));
					response.on("error", reject);
					response.on("end", () => {
						const text = Buffer.concat(chunks).toString();
						resolve({
							status: response.statusCode ?? 0,
							headers: response.headers,
							text,
							json: /[/+]json/.test(response.headers["content-type"] ?? "")
								? JSON.parse(text || "null")
								: undefined,
						});
					});
				},
			);
			sent.on("error", reject);
			sent.end(body);
		});
	const post = (path: string, body: unknown, { headers, ...more }: Call = {}) =>
		call(path, {
			method: "POST",
			body: JSON.stringify(body),
			headers: { "content-type": "application/json", ...headers },
			...more,
		});
	return { url, call, post };
}
