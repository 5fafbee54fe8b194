import type { Outcome } from "./exchange.ts";

/** What follows from one attempt to send a batch. */
export type Verdict =
	/** Each event has got an answer; those at the places `again` must come again. */
	| {
			readonly kind: "answered";
			readonly stored: number;
			readonly duplicates: number;
			readonly rejected: number;
			readonly again: readonly number[];
			readonly retryAfterMs: number;
	  }
	/** All of it must come again. */
	| {
			readonly kind: "again";
			readonly retryAfterMs: number;
			/** For the host, where it can do something about it. */
			readonly complaint?: string | undefined;
	  }
	/** All of it is kept until somebody has put right what the complaint says. */
	| { readonly kind: "refused"; readonly complaint: string }
	/** Never again. */
	| { readonly kind: "rejected"; readonly complaint: string }
	/** In smaller pieces. */
	| { readonly kind: "tooLarge" };

/** What follows from the outcome of sending so many events; `now` is epoch ms, for dates in `Retry-After`. */
export function judge(outcome: Outcome, events: number, now: number): Verdict {
	if (outcome.kind === "lost") return { kind: "again", retryAfterMs: 0 };
	const { status } = outcome;
	const retryAfterMs = parseRetryAfter(outcome.retryAfter, now);
	if (status >= 200 && status < 300)
		return (
			readResults(outcome.body, events, retryAfterMs) ?? {
				kind: "again",
				retryAfterMs,
				complaint: `the endpoint answered ${status}, but not as an analytics home does; events are kept`,
			}
		);
	if (status === 408 || status === 429 || status >= 500)
		return { kind: "again", retryAfterMs };
	if (status === 413) return { kind: "tooLarge" };
	// A page came from somewhere else: from nginx, asked by http on a port for https.
	if (status === 400 && !outcome.isPage)
		return {
			kind: "rejected",
			complaint:
				"the endpoint refused a whole request (400); its events are dropped",
		};
	return { kind: "refused", complaint: complaintOf(status) };
}

/** How long a `Retry-After` asks to wait, ms: seconds, or an HTTP date; 0 for anything else. */
export function parseRetryAfter(text: string | undefined, now: number): number {
	if (text === undefined) return 0;
	if (/^\s*\d+\s*$/.test(text)) return Number(text) * 1_000;
	const date = Date.parse(text);
	return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}

const COMPLAINTS: Readonly<Record<number, string>> = {
	401: "the endpoint does not know the ingest key (401): set ingestKey or ANALYTICS_INGEST_KEY",
	403: "the endpoint does not let this key report events (403)",
	404: "there is no analytics home at the endpoint (404): check endpoint or FIREBASE_ENDPOINT",
};

function complaintOf(status: number): string {
	const known = COMPLAINTS[status];
	if (known !== undefined) return `${known}; events are kept`;
	if (status >= 300 && status < 400)
		return `the endpoint redirects (${status}), which is not followed: set the address that it redirects to; events are kept`;
	return `the endpoint answers ${status}, but not as an analytics home does; events are kept`;
}

/** Undefined unless the answer says of each of so many events what became of it. */
function readResults(
	body: Buffer,
	events: number,
	retryAfterMs: number,
): Verdict | undefined {
	const counted = readCounts(body, events);
	if (counted !== undefined)
		return { kind: "answered", ...counted, again: [], retryAfterMs };
	const results = resultsIn(body);
	if (results?.length !== events) return undefined;
	const counts = { stored: 0, duplicates: 0, rejected: 0 };
	const again: number[] = [];
	for (const [place, result] of results.entries()) {
		if (result?.index !== place) return undefined;
		if (result.status === "stored") counts.stored += 1;
		else if (result.status === "duplicate") counts.duplicates += 1;
		else if (result.status === "rejected") counts.rejected += 1;
		else if (result.status === "retry") again.push(place);
		else return undefined;
	}
	return { kind: "answered", ...counts, again, retryAfterMs };
}

/**
 * What a home counts in front of its verdicts: where that is all of so many events, none must come again, and
 * the verdicts need no reading. They are most of what an answer costs.
 */
function readCounts(body: Buffer, events: number) {
	const start = COUNTS.exec(body.toString("latin1", 0, 120));
	if (start === null || body.toString("latin1", body.length - 2) !== "]}")
		return undefined;
	const [stored = 0, duplicates = 0, rejected = 0] = start.slice(1).map(Number);
	return stored + duplicates + rejected === events
		? { stored, duplicates, rejected }
		: undefined;
}

const COUNTS =
	/^\{"stored":(\d+),"duplicates":(\d+),"rejected":(\d+),"results":\[/;

type Result = { index?: unknown; status?: unknown } | null | undefined;

function resultsIn(body: Buffer): readonly Result[] | undefined {
	try {
		const answer = JSON.parse(body.toString()) as { results?: unknown } | null;
		return Array.isArray(answer?.results) ? answer.results : undefined;
	} catch {
		return undefined;
	}
}
