import type {
	IdentifiedSequence,
	OperationSequencePattern,
	SequencePage,
	UsageStatistics,
} from "@ffmpeg-analytics/core";
import { AnalyticsError } from "./analytics-error.ts";
import { exchangeJson } from "./json-exchange.ts";

/** Whom reports are asked of. */
export interface ReportClientOptions {
	/** The home's URL, with or without `/logOperation` at its end. Without one every report is refused. */
	readonly endpoint: string | undefined;
	/** A reader's key or ID token; a home on the same machine needs none. */
	readonly key: string | undefined;
	/** How long one answer may take, ms. */
	readonly timeoutMs: number;
}

/** What the home knows. Every method rejects with an {@link AnalyticsError}, and with nothing else. */
export interface ReportClient {
	/**
	 * The longest known sequence that the operations end in, and its template. Without `operations`, those
	 * of the user's latest session count that ended within the last `timeframeMinutes` (1 to 2,880).
	 */
	identify(
		userIdHash: string,
		operations: readonly string[] | undefined,
		timeframeMinutes: number,
	): Promise<IdentifiedSequence>;
	/**
	 * The usage of whole UTC days, from the one that holds `start`, up to and with the one that holds
	 * `end`; an `end` of exactly midnight leaves the day that begins then out. Texts are ISO 8601.
	 */
	usage(start: Date | string, end: Date | string): Promise<UsageStatistics>;
	/** The sequences worth a template by these minima, by frequency, descending. */
	candidates(
		minFrequency: number,
		minSuccessRate: number,
	): Promise<readonly OperationSequencePattern[]>;
}

/** Entries of a page; the most that a home gives. */
const PAGE_ENTRIES = 1_000;

/** So that a home which never ends its pages does not fill the host's memory. */
const MAX_PAGES = 200;

/** Asks a home for its reports. Nothing is opened or loaded before the first one. */
export function createReportClient({
	endpoint,
	key,
	timeoutMs,
}: ReportClientOptions): ReportClient {
	async function ask(path: string, body?: unknown): Promise<unknown> {
		const url = urlOf(endpoint, path);
		return exchangeJson({ url, key, timeoutMs, body });
	}
	return {
		identify: (userId, operations, timeframeMinutes) =>
			ask("/api/v1/sequences/identify", {
				userId,
				operations,
				timeframeMinutes,
			}) as Promise<IdentifiedSequence>,

		async usage(start, end) {
			const range = new URLSearchParams({
				start: instant(start, "start"),
				end: instant(end, "end"),
			});
			return (await ask(`/api/v1/usage?${range}`)) as UsageStatistics;
		},

		async candidates(minFrequency, minSuccessRate) {
			const query = new URLSearchParams({
				candidates: "true",
				minFrequency: String(minFrequency),
				minSuccessRate: String(minSuccessRate),
				limit: String(PAGE_ENTRIES),
			});
			const found: OperationSequencePattern[] = [];
			for (let pages = 0; pages < MAX_PAGES; pages++) {
				const page = (await ask(`/api/v1/sequences?${query}`)) as SequencePage;
				if (!Array.isArray(page.sequences))
					throw new AnalyticsError(
						"unexpected_answer",
						"the answer holds no sequences: is the endpoint a home's URL?",
					);
				found.push(...page.sequences);
				if (page.nextPageToken === undefined) return found;
				query.set("pageToken", page.nextPageToken);
			}
			throw new AnalyticsError(
				"answer_too_large",
				`there are more than ${MAX_PAGES} pages of candidates: ask for a higher minFrequency`,
			);
		},
	};
}

function instant(value: Date | string, name: string): string {
	if (typeof value === "string") return value;
	if (!(value instanceof Date) || Number.isNaN(value.getTime()))
		throw new AnalyticsError("invalid_argument", `${name} is not a valid date`);
	return value.toISOString();
}

function urlOf(endpoint: string | undefined, path: string): URL {
	if (endpoint === undefined || endpoint === "")
		throw new AnalyticsError(
			"no_endpoint",
			"reports need a home: set the option `endpoint`, or FIREBASE_ENDPOINT",
		);
	try {
		const url = new URL(endpoint);
		const base = url.pathname
			.replace(/\/+$/, "")
			.replace(/\/logOperation$/, "");
		const [pathname = "", query] = path.split("?");
		url.pathname = base + pathname;
		// What the endpoint's own query says, such as a proxy's token, goes with every question.
		for (const [name, value] of new URLSearchParams(query))
			url.searchParams.set(name, value);
		if (url.protocol === "https:" || url.protocol === "http:") return url;
	} catch {
		// Said below.
	}
	throw new AnalyticsError(
		"bad_endpoint",
		"the endpoint is not an http or https URL such as https://analytics.example.org",
	);
}
