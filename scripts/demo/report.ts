import { setTimeout as sleep } from "node:timers/promises";
import type {
	OperationSequencePattern,
	TemplateRecord,
	UsageStatistics,
} from "@ffmpeg-analytics/core";
import type { WireEventInput } from "../../client/src/index.ts";
import { DemoError } from "./demo-error.ts";

const REQUEST_MS_MAX = 30_000;
const ATTEMPTS_MAX = 5;
const RETRY_AFTER_S_MAX = 60;
const INGEST_PATH = "/logOperation";
const OPERATION_PAGES_MAX = 10;
const BATCH_EVENTS_MAX = 500;

/** Where a home is, and what to show it. On one machine loopback needs no key. */
export interface Access {
	/** Without a slash at the end. */
	readonly endpoint: string;
	readonly key?: string | undefined;
}

// All partial: a home of another version may leave fields out, and the tables then show a dash.

/** A pattern as a home answers it. */
export type Pattern = Partial<OperationSequencePattern>;
/** A workflow template as a home answers it. */
export type Template = Partial<TemplateRecord>;
/** A usage report as a home answers it. */
export type Usage = Partial<UsageStatistics>;

/** Operations by id, with their error categories. */
export type StoredOperations = ReadonlyMap<string, string | undefined>;

/** The calls that the demo makes to a home. All throw {@link DemoError} where the home refuses. */
export interface HomeClient {
	/** Throws unless a home answers there. */
	checkHealth(): Promise<void>;
	/** Throws unless it takes events by that key. A function that was asleep is awake afterwards. */
	checkIngest(key: string | undefined): Promise<void>;
	/** Sends events by that key, in batches; throws unless all of them are stored. */
	send(
		events: readonly WireEventInput[],
		key: string | undefined,
	): Promise<void>;
	runJob(job: "aggregate" | "templates"): Promise<void>;
	readPatterns(limit: number): Promise<readonly Pattern[]>;
	readTemplates(): Promise<readonly Template[]>;
	/** Over whole UTC days, `end` not included. */
	readUsage(startDate: string, endDate: string): Promise<Usage>;
	/** Those of `ids` that it lists among its latest operations, each with its error category if it failed. */
	findOperations(ids: ReadonlySet<string>): Promise<StoredOperations>;
}

/** Makes a client; opens no connection yet. */
export function createHomeClient(
	access: Access,
	signal: AbortSignal,
): HomeClient {
	const call: Call = (path, body) => request(access, signal, path, body);
	return {
		checkHealth: async () => {
			await call("/api/v1/health");
		},
		checkIngest: async (ingestKey) => {
			const ingest = { ...access, key: ingestKey };
			// It looks at the key before it refuses a batch without events.
			await request(ingest, signal, INGEST_PATH, { events: [] }, 400);
		},
		send: async (events, ingestKey) => {
			const ingest = { ...access, key: ingestKey };
			for (let from = 0; from < events.length; from += BATCH_EVENTS_MAX) {
				const batch = events.slice(from, from + BATCH_EVENTS_MAX);
				const body = { events: batch };
				const answer = await request(ingest, signal, INGEST_PATH, body);
				if (answer.stored !== batch.length)
					throw new DemoError(
						`The home has stored ${answer.stored} of ${batch.length} events of earlier days.`,
						"Its log may say why.",
					);
			}
		},
		runJob: async (job) => {
			await call(`/api/v1/jobs/${job}`, {});
		},
		readPatterns: async (limit) => {
			const answer = await call(`/api/v1/sequences?limit=${limit}`);
			return listOf<Pattern>(answer.sequences);
		},
		readTemplates: async () =>
			listOf<Template>((await call("/api/v1/templates")).templates),
		readUsage: (startDate, endDate) =>
			call(`/api/v1/usage?start=${startDate}&end=${endDate}`),
		findOperations: (ids) => findOperations(call, ids),
	};
}

type Answer = Record<string, unknown>;
type Call = (path: string, body?: object) => Promise<Answer>;

async function findOperations(
	call: Call,
	ids: ReadonlySet<string>,
): Promise<StoredOperations> {
	const found = new Map<string, string | undefined>();
	let pageToken = "";
	for (let page = 0; page < OPERATION_PAGES_MAX; page += 1) {
		const query = pageToken && `&pageToken=${encodeURIComponent(pageToken)}`;
		const answer = await call(`/api/v1/operations?limit=100${query}`);
		const events = listOf<{
			id: string;
			metrics?: { errorCategory?: string };
		}>(answer.operations);
		for (const { id, metrics } of events) {
			if (ids.has(id)) found.set(id, metrics?.errorCategory);
		}
		pageToken = String(answer.nextPageToken ?? "");
		if (found.size === ids.size || pageToken === "") break;
	}
	return found;
}

/** A GET without `body`, else a POST. Answers a status of 2xx, or the one expected. */
async function request(
	{ endpoint, key }: Access,
	signal: AbortSignal,
	path: string,
	body?: object,
	expectedStatus = 200,
): Promise<Answer> {
	for (let attempt = 1; ; attempt += 1) {
		let response: Response;
		let text: string;
		try {
			response = await fetch(endpoint + path, {
				method: body ? "POST" : "GET",
				headers: {
					accept: "application/json",
					...(body && { "content-type": "application/json" }),
					...(key && { authorization: `Bearer ${key}` }),
				},
				...(body && { body: JSON.stringify(body) }),
				signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS_MAX)]),
			});
			text = await response.text();
		} catch (error) {
			signal.throwIfAborted();
			throw unreachable(endpoint, error);
		}
		if (response.ok || response.status === expectedStatus)
			return parseObject(text, endpoint);
		const busy = response.status === 429 || response.status === 503;
		if (!busy || attempt >= ATTEMPTS_MAX) {
			throw refused(path, response.status, text);
		}
		const seconds = Number(response.headers.get("retry-after")) || 1;
		await sleep(Math.min(seconds, RETRY_AFTER_S_MAX) * 1_000, undefined, {
			signal,
		});
	}
}

function unreachable(endpoint: string, error: unknown): DemoError {
	const reason = error instanceof Error ? (error.cause ?? error) : error;
	const detail =
		reason instanceof Error
			? reason.message || String(Reflect.get(reason, "code") ?? reason.name)
			: String(reason);
	return new DemoError(
		`The home at ${endpoint} cannot be reached: ${detail}`,
		"Start one with npm start and give its address with --endpoint, or leave --endpoint out: the demo then starts a home of its own.",
	);
}

function refused(path: string, status: number, text: string): DemoError {
	let detail = "";
	try {
		const { code, detail: words, title, errors } = JSON.parse(text) as Answer;
		const fields = listOf<{ path: string; message: string }>(errors);
		detail = [
			[code, words ?? title].filter(Boolean).join(": "),
			...fields.map(({ path, message }) => `  ${path}: ${message}`),
		].join("\n");
	} catch {
		// Not from a home: some other server answers here.
	}
	const hint =
		status === 401 || status === 403
			? path === INGEST_PATH
				? "Give a key for sending events with --ingest-key."
				: "Give a key of an admin with --key; it may also read."
			: status === 404
				? "Is the address that of a home? Its /api/v1/health answers."
				: "The home's log says more.";
	return new DemoError(
		`The home answered ${path} with ${status} ${detail}`,
		hint,
	);
}

function parseObject(text: string, endpoint: string): Answer {
	try {
		const value: unknown = JSON.parse(text);
		if (typeof value === "object" && value !== null) return value as Answer;
	} catch {
		// Falls through to the message below.
	}
	throw new DemoError(
		`What answers at ${endpoint} is not a home.`,
		"Check the address: a home's /api/v1/health answers with JSON.",
	);
}

function listOf<T>(value: unknown): readonly T[] {
	return Array.isArray(value) ? (value as T[]) : [];
}
