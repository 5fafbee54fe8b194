import { setTimeout as sleep } from "node:timers/promises";
import type {
	OperationSequencePattern,
	TemplateRecord,
	UsageStatistics,
	WireEventInput,
} from "@ffmpeg-analytics/core";
import { DemoError } from "./demo-error.ts";

const REQUEST_MS_MAX = 30_000;
const ATTEMPTS_MAX = 5;
const RETRY_AFTER_S_MAX = 60;
const OPERATION_PAGES_MAX = 10;

/** Where a home is, and what to show it. On one machine loopback needs no key. */
export interface Access {
	/** Without a slash at the end. */
	readonly endpoint: string;
	/** For reports and jobs. */
	readonly key?: string | undefined;
	/** For the events. */
	readonly ingestKey?: string | undefined;
}

/** What became of events that were sent. */
export interface Receipt {
	readonly stored: number;
	readonly duplicates: number;
	/** One line each: which event, and why. */
	readonly rejected: readonly string[];
}

// All partial: a home of another version may leave fields out, and the tables then show a dash.

/** A pattern as a home answers it. */
export type Pattern = Partial<OperationSequencePattern>;
/** A workflow template as a home answers it. */
export type Template = Partial<TemplateRecord>;
/** A usage report as a home answers it. */
export type Usage = Partial<UsageStatistics>;

/** The calls that the demo makes to a home. All throw {@link DemoError} where the home refuses. */
export interface HomeClient {
	/** Throws unless a home answers there. */
	checkHealth(): Promise<void>;
	sendOne(event: WireEventInput): Promise<Receipt>;
	sendBatch(events: readonly WireEventInput[]): Promise<Receipt>;
	runJob(job: "aggregate" | "templates"): Promise<void>;
	readPatterns(limit: number): Promise<readonly Pattern[]>;
	readTemplates(): Promise<readonly Template[]>;
	/** Over whole UTC days, `end` not included. */
	readUsage(startDate: string, endDate: string): Promise<Usage>;
	/** The home's error category of each of `ids` that failed, as far as it still lists them. */
	readErrorCategories(ids: ReadonlySet<string>): Promise<Map<string, string>>;
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
		sendOne: async (event) => {
			const answer = await call("/logOperation", () => event);
			return answer.status === "duplicate"
				? { stored: 0, duplicates: 1, rejected: [] }
				: { stored: 1, duplicates: 0, rejected: [] };
		},
		sendBatch: (events) => sendBatch(call, events, signal),
		runJob: async (job) => {
			await call(`/api/v1/jobs/${job}`, () => ({}));
		},
		readPatterns: async (limit) => {
			const answer = await call(`/api/v1/sequences?limit=${limit}`);
			return listOf<Pattern>(answer.sequences);
		},
		readTemplates: async () =>
			listOf<Template>((await call("/api/v1/templates")).templates),
		readUsage: (startDate, endDate) =>
			call(`/api/v1/usage?start=${startDate}&end=${endDate}`),
		readErrorCategories: (ids) => readErrorCategories(call, ids),
	};
}

type Answer = Record<string, unknown>;
type Call = (path: string, body?: () => unknown) => Promise<Answer>;

/** Sends a batch, and again those events that the home asks to have again. */
async function sendBatch(
	call: Call,
	events: readonly WireEventInput[],
	signal: AbortSignal,
): Promise<Receipt> {
	let stored = 0;
	let duplicates = 0;
	const rejected: string[] = [];
	let waiting = events;
	for (let attempt = 1; waiting.length > 0; attempt += 1) {
		if (attempt > ATTEMPTS_MAX) {
			rejected.push(`${waiting.length} events: the home was too busy`);
			break;
		}
		if (attempt > 1) await sleep(1_000 * attempt, undefined, { signal });
		const sent = waiting;
		// The time of sending lets the home correct a clock that is off.
		const answer = await call("/logOperation", () => ({
			sentAt: new Date().toISOString(),
			events: sent,
		}));
		const again: WireEventInput[] = [];
		for (const result of listOf<Answer>(answer.results)) {
			const event = sent[Number(result.index)];
			if (result.status === "stored") stored += 1;
			else if (result.status === "duplicate") duplicates += 1;
			else if (result.status === "retry" && event) again.push(event);
			else rejected.push(`${event?.operation.type}: ${result.code}`);
		}
		waiting = again;
	}
	return { stored, duplicates, rejected };
}

async function readErrorCategories(
	call: Call,
	ids: ReadonlySet<string>,
): Promise<Map<string, string>> {
	const categories = new Map<string, string>();
	let pageToken = "";
	for (let page = 0; page < OPERATION_PAGES_MAX; page += 1) {
		const query = pageToken && `&pageToken=${encodeURIComponent(pageToken)}`;
		const answer = await call(`/api/v1/operations?limit=100${query}`);
		const events = listOf<{
			id: string;
			metrics?: { errorCategory?: string };
		}>(answer.operations);
		for (const { id, metrics } of events) {
			if (!ids.has(id) || !metrics?.errorCategory) continue;
			categories.set(id, metrics.errorCategory);
		}
		pageToken = String(answer.nextPageToken ?? "");
		if (categories.size === ids.size || pageToken === "") break;
	}
	return categories;
}

/** A GET without `body`, else a POST; the body is made anew for every attempt. */
async function request(
	{ endpoint, key, ingestKey }: Access,
	signal: AbortSignal,
	path: string,
	body?: () => unknown,
): Promise<Answer> {
	const bearer = path === "/logOperation" ? ingestKey : key;
	for (let attempt = 1; ; attempt += 1) {
		let response: Response;
		let text: string;
		try {
			response = await fetch(endpoint + path, {
				method: body ? "POST" : "GET",
				headers: {
					accept: "application/json",
					...(body && { "content-type": "application/json" }),
					...(bearer && { authorization: `Bearer ${bearer}` }),
				},
				...(body && { body: JSON.stringify(body()) }),
				signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS_MAX)]),
			});
			text = await response.text();
		} catch (error) {
			signal.throwIfAborted();
			throw unreachable(endpoint, error);
		}
		if (response.ok) return parseObject(text, endpoint);
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
			? "Give a key of an admin with --key (it may also read), and one for sending events with --ingest-key."
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
