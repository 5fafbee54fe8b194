import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";

/** A home that others can call. */
export interface Address {
	/** Without a slash at the end. */
	readonly url: string;
	/** An admin key of its. */
	readonly key: string;
}

/** What an import answers. */
export interface Imported {
	readonly stored: number;
	readonly duplicates: number;
	readonly rejected: number;
}

/** Every line of a home's export. */
export async function exportLines(home: Address): Promise<string[]> {
	const response = await fetch(`${home.url}/api/v1/export`, {
		headers: { authorization: `Bearer ${home.key}` },
	});
	if (!response.ok) throw new Error(await response.text());
	const lines = (await response.text()).split("\n");
	if (lines.pop() !== "") throw new Error("the last line has no end");
	return lines;
}

/** Begins an export, and leaves its body to be read. */
export async function openExport(home: Address): Promise<IncomingMessage> {
	const sent = request(`${home.url}/api/v1/export`, {
		agent: false,
		headers: { authorization: `Bearer ${home.key}` },
	});
	sent.end();
	const [response] = (await once(sent, "response")) as [IncomingMessage];
	return response;
}

/** An import that is under way. */
export interface OpenImport {
	/** Resolves when there is room for more. */
	write(text: string): Promise<void>;
	end(): Promise<Imported>;
}

/** Begins an import. */
export function openImport({ url, key }: Address): OpenImport {
	const sent = request(`${url}/api/v1/import`, {
		method: "POST",
		agent: false,
		headers: {
			authorization: `Bearer ${key}`,
			"content-type": "application/x-ndjson",
		},
	});
	const answered = once(sent, "response") as Promise<[IncomingMessage]>;
	answered.catch(() => undefined);
	return {
		async write(text) {
			if (sent.write(text)) return;
			await Promise.race([once(sent, "drain"), answered]);
		},
		async end() {
			sent.end();
			const [response] = await answered;
			let text = "";
			for await (const chunk of response) text += chunk;
			if (response.statusCode !== 200) throw new Error(text);
			return JSON.parse(text) as Imported;
		},
	};
}

/** Imports lines, all in one request. */
export async function importLines(
	home: Address,
	lines: readonly string[],
): Promise<Imported> {
	const sent = openImport(home);
	for (let at = 0; at < lines.length; at += 100)
		await sent.write(
			lines
				.slice(at, at + 100)
				.map((line) => `${line}\n`)
				.join(""),
		);
	return sent.end();
}

/**
 * Aggregates, and answers every total that a home reports, but for the dates of sequences: in them an
 * occurrence stays that a late event has undone.
 */
export async function totalsOf({ url, key }: Address): Promise<object> {
	const call = async (path: string, method = "GET") => {
		const headers = { authorization: `Bearer ${key}` };
		const response = await fetch(url + path, { method, headers });
		if (!response.ok) throw new Error(await response.text());
		return (await response.json()) as Record<string, unknown>;
	};
	await call("/api/v1/jobs/aggregate", "POST");
	const dayOf = (daysAhead: number) =>
		new Date(Date.now() + daysAhead * 86_400_000).toISOString().slice(0, 10);
	const usage = await call(`/api/v1/usage?start=${dayOf(-30)}&end=${dayOf(2)}`);
	const { sequences, nextPageToken } = await call(
		"/api/v1/sequences?limit=1000",
	);
	if (nextPageToken !== undefined) throw new Error("too many for one page");
	const undated = (sequences as Record<string, unknown>[]).map(
		({ firstSeen: _, lastSeen: __, ...rest }) => rest,
	);
	return { usage, sequences: undated };
}
