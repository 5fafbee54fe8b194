import { gunzipSync } from "node:zlib";
import { indexOf } from "../event.ts";

/** An event as it arrived. */
export interface Arrival {
	/** Which of the tracked ones it is. */
	readonly index: number;
	/** What its library made, the same on every attempt; none of a library that makes none. */
	readonly id: string | undefined;
}

/** How a library speaks to its service. */
export interface Protocol {
	/** Whether a request to this path brings events. */
	readonly path: RegExp;
	/** The events of a request; throws where it cannot be read. */
	arrivals(request: { readonly url: URL; readonly body: Buffer }): Arrival[];
	/** What the service would answer with 200. `isNew` has an entry for each arrival, in the same order. */
	answer(arrivals: readonly Arrival[], isNew: readonly boolean[]): unknown;
}

/** All that the sink understands. Bodies come unpacked. */
export const PROTOCOLS: readonly Protocol[] = [
	{
		path: /^\/logOperation$/,
		arrivals: ({ body }) =>
			listOf(json(body), "events").map((event) => ({
				...arrival(event, ["operation", "fileSize"]),
				id: textOf(event.id),
			})),
		answer(arrivals, isNew) {
			const stored = isNew.filter(Boolean).length;
			return {
				stored,
				duplicates: arrivals.length - stored,
				rejected: 0,
				results: arrivals.map(({ id }, index) => ({
					index,
					id,
					status: isNew[index] === true ? "stored" : "duplicate",
				})),
			};
		},
	},
	{
		// Segment and RudderStack end in v1/batch, PostHog in batch.
		path: /^\/(?:v1\/)?batch\/?$/,
		arrivals: ({ body }) =>
			listOf(json(body), "batch").map((event) => ({
				...arrival(event, ["properties", "fileSize"]),
				id: textOf(event.messageId ?? event.uuid),
			})),
		answer: () => ({ success: true, status: 1 }),
	},
	{
		path: /^\/track$/,
		arrivals: ({ url, body }) => {
			const form = url.searchParams.get("data") ?? formData(body);
			const sent = json(Buffer.from(form, "base64"));
			return (Array.isArray(sent) ? sent : [sent]).map((event: Fields) => ({
				...arrival(event, ["properties", "fileSize"]),
				id: undefined,
			}));
		},
		answer: () => 1,
	},
	{
		path: /^\/2\/httpapi$/,
		arrivals: ({ body }) =>
			listOf(json(body), "events").map((event) => ({
				...arrival(event, ["event_properties", "fileSize"]),
				id: textOf(event.insert_id),
			})),
		answer: (arrivals) => ({ code: 200, events_ingested: arrivals.length }),
	},
];

/** A body as it was before it was compressed. */
export function unpack(body: Buffer, encoding: string | undefined): Buffer {
	return encoding === "gzip" ? gunzipSync(body) : body;
}

type Fields = Record<string, unknown>;

function json(body: Buffer): unknown {
	return JSON.parse(body.toString("utf8"));
}

function listOf(sent: unknown, key: string): Fields[] {
	const list = (sent as Fields)[key];
	if (!Array.isArray(list)) throw new Error(`no ${key}`);
	return list as Fields[];
}

function arrival(event: Fields, [outer, inner]: [string, string]) {
	const index = indexOf((event[outer] as Fields | undefined)?.[inner]);
	if (index === undefined) throw new Error("an event that nobody tracked");
	return { index };
}

function textOf(id: unknown): string | undefined {
	return typeof id === "string" ? id : undefined;
}

/** As mixpanel writes it: base64 as it is, without per cent signs. */
function formData(body: Buffer): string {
	return body.toString("latin1").replace(/^data=/, "");
}
