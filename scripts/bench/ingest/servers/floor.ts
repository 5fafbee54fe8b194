/**
 * What parsing and durable storing alone cost on SQLite: every event of a batch becomes a row, once
 * by its id, and requests that wait share a commit. Nothing is checked, sanitised, hashed or limited.
 */
import { DatabaseSync } from "node:sqlite";
import { serve } from "./serve.ts";

interface Batch {
	readonly events: readonly { readonly id: string }[];
}

const database = new DatabaseSync(process.argv[2] ?? "");
// As the home has them (local/src/sqlite/database.ts).
database.exec(`
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = FULL;
	PRAGMA cache_size = -32000;
	PRAGMA wal_autocheckpoint = 16000;
	CREATE TABLE events (
		seq INTEGER PRIMARY KEY AUTOINCREMENT,
		id TEXT NOT NULL UNIQUE,
		body TEXT NOT NULL
	) STRICT;
`);
const insert = database.prepare(
	"INSERT INTO events (id, body) VALUES (?, ?) ON CONFLICT DO NOTHING",
);

let waiting: { batch: Batch; answer: () => void }[] = [];

function commit(): void {
	const group = waiting;
	waiting = [];
	database.exec("BEGIN IMMEDIATE");
	for (const { batch } of group)
		for (const event of batch.events)
			insert.run(event.id, JSON.stringify(event));
	database.exec("COMMIT");
	for (const { answer } of group) answer();
}

serve((request, response) => {
	const chunks: Buffer[] = [];
	request.on("data", (chunk: Buffer) => chunks.push(chunk));
	request.on("end", () => {
		const batch = JSON.parse(Buffer.concat(chunks).toString()) as Batch;
		if (waiting.length === 0) setImmediate(commit);
		const answer = () =>
			response
				.writeHead(200, { "Content-Type": "application/json" })
				.end(answerTo(batch));
		waiting.push({ batch, answer });
	});
});

function answerTo({ events }: Batch): string {
	const results = events.map(({ id }, index) => ({
		index,
		id,
		status: "stored",
	}));
	return JSON.stringify({
		stored: events.length,
		duplicates: 0,
		rejected: 0,
		results,
	});
}
