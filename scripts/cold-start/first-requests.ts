import { randomUUID } from "node:crypto";

/** What a function is first asked for. */
export interface FirstRequest {
	readonly method: "GET" | "POST";
	readonly path: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: string;
}

const KEYS = {
	INGEST_KEYS: "cold-start-ingest-key",
	READER_KEYS: "cold-start-reader-key",
	ADMIN_KEYS: "cold-start-admin-key",
};

/** The settings of the functions that are asked. */
export const SETTINGS: Readonly<Record<string, string>> = KEYS;

/** By function; each request makes its function reach Firestore. */
export const FIRST_REQUESTS: Readonly<Record<string, () => FirstRequest>> = {
	logOperation: () => ({
		method: "POST",
		path: "/",
		headers: headers(KEYS.INGEST_KEYS),
		body: JSON.stringify(wireEvent(randomUUID())),
	}),
	api: () => ({
		method: "GET",
		path: "/v1/usage",
		headers: headers(KEYS.READER_KEYS),
	}),
	aggregateOperations: schedule,
	aggregateShard: () =>
		task({ kind: "shard", shard: 0, slot: 0, continuation: 0 }),
	mergeTotals: () => task({ kind: "merge", turn: 0 }),
	flagTemplates: schedule,
	purgeExpired: schedule,
	auditCounts: schedule,
};

function headers(key: string): Record<string, string> {
	return { "Content-Type": "application/json", Authorization: `Bearer ${key}` };
}

/** As Cloud Scheduler calls. */
function schedule(): FirstRequest {
	return { method: "POST", path: "/", body: "{}" };
}

/** As Cloud Tasks calls. Google checks its token before the function, which reads it only. */
function task(data: object): FirstRequest {
	const part = (fields: object) =>
		Buffer.from(JSON.stringify(fields)).toString("base64url");
	return {
		method: "POST",
		path: "/",
		headers: headers(`${part({ alg: "none" })}.${part({ sub: "tasks" })}.`),
		body: JSON.stringify({ data }),
	};
}

/** A valid event that ended just now, as hosts send it. */
export function wireEvent(id: string): object {
	return {
		id,
		timestamp: Date.now(),
		userId: "5".repeat(64),
		platform: "mcp",
		operation: {
			type: "trim",
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: '{"duration":5}',
			fileSize: 1_048_576,
		},
		metrics: { success: true, processingTime: 420 },
	};
}
