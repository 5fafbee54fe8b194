import type { AnsweredVerdict } from "./answer-contract.ts";
import { instantOf, isWireEvent } from "./wire-form.ts";

const RETENTION_MS = 365 * 86_400_000;
const SKEW_TOLERANCE_MS = 60_000;
const FUTURE_TOLERANCE_MS = 5 * 60_000;

/**
 * What a home's store must hold after all that was sent to it, kept by the definitions alone.
 * Requests come one at a time; what is under way beside them must have other ids.
 */
export class StoreModel {
	/** The content of every event that was acknowledged as stored, by id. */
	readonly stored = new Map<string, EventContent>();
	/** Those whose request got no answer: each may be there or not. */
	readonly possible = new Map<string, EventContent>();

	/**
	 * What must be answered for one event, as it was parsed, now. Takes what is stored into the model.
	 * Right unless the event stands within ms of the retention time's edge, which nothing here draws.
	 */
	expect(event: unknown, sentAt: number | undefined): AnsweredVerdict {
		if (!isWireEvent(event))
			return { status: "rejected", code: "invalid_event" };
		const content = contentOf(event as Record<string, unknown>);
		if (isTooOld(content.timestampMs, Date.now(), sentAt))
			return { status: "rejected", code: "too_old" };
		const known = this.stored.get(content.id);
		if (known === undefined) {
			this.stored.set(content.id, content);
			return { status: "stored" };
		}
		return known.text === content.text
			? { status: "duplicate" }
			: { status: "rejected", code: "id_conflict" };
	}

	/** Takes note of an event of which nothing will be heard. */
	mayStore(event: unknown): void {
		if (!isWireEvent(event)) return;
		const content = contentOf(event as Record<string, unknown>);
		this.possible.set(content.id, content);
	}

	/** What is wrong with the store's rows, in words; empty if they are what was acknowledged. */
	faultsOf(rows: readonly Readonly<Record<string, unknown>>[]): string[] {
		const faults: string[] = [];
		const seen = new Set<string>();
		for (const row of rows) {
			const id = String(row.id);
			const text = JSON.stringify(row).slice(0, 300);
			if (seen.has(id)) faults.push(`stored twice: ${text}`);
			seen.add(id);
			const sent = this.stored.get(id) ?? this.possible.get(id);
			if (sent === undefined) faults.push(`never acknowledged: ${text}`);
			else if (!isOf(row, sent)) faults.push(`not what was sent: ${text}`);
			if (!isWireEvent(wirePart(row))) faults.push(`no wire form: ${text}`);
		}
		for (const id of this.stored.keys())
			if (!seen.has(id)) faults.push(`acknowledged and lost: ${id}`);
		return faults;
	}
}

/** What tells one event from another. */
export interface EventContent {
	readonly id: string;
	readonly timestampMs: number;
	/** All of it, in one order. */
	readonly text: string;
	/** All that the sanitiser leaves alone, in one order. */
	readonly lasting: string;
}

type Fields = Readonly<Record<string, unknown>>;

/** The content of a valid event. */
export function contentOf(event: Fields): EventContent {
	const timestampMs = instantOf(event.timestamp) ?? Number.NaN;
	const { parameters, ...operation } = event.operation as Fields;
	const {
		errorMessage,
		errorCategory: _,
		...metrics
	} = event.metrics as Fields;
	const context = (event.context ?? {}) as Fields;
	const lasting = JSON.stringify(
		[event.id, event.userId, event.platform, operation, metrics, context].map(
			(part) =>
				typeof part === "object"
					? Object.entries(part as Fields).sort(([a], [b]) => (a < b ? -1 : 1))
					: part,
		),
	);
	return {
		id: event.id as string,
		timestampMs,
		lasting,
		text: JSON.stringify([lasting, timestampMs, parameters, errorMessage]),
	};
}

function isOf(row: Fields, sent: EventContent): boolean {
	const content = contentOf(row);
	// Shown as ECMAScript writes dates, which goes beyond the years that the wire form takes as text.
	const { clientTimestamp } = row;
	const raw =
		clientTimestamp === undefined
			? content.timestampMs
			: Date.parse(String(clientTimestamp));
	return raw === sent.timestampMs && content.lasting === sent.lasting;
}

/** A stored event without what the server adds. */
function wirePart(row: Fields): Fields {
	const { id, timestamp, userId, platform, operation, metrics, context } = row;
	const { errorCategory: _, ...wireMetrics } = metrics as Fields;
	return {
		id,
		timestamp,
		userId,
		platform,
		operation,
		context,
		metrics: wireMetrics,
	};
}

function isTooOld(
	timestamp: number,
	receivedAt: number,
	sentAt: number | undefined,
): boolean {
	const skew = sentAt === undefined ? 0 : receivedAt - sentAt;
	const corrected =
		Math.abs(skew) > SKEW_TOLERANCE_MS ? timestamp + skew : timestamp;
	const clamped =
		corrected > receivedAt + FUTURE_TOLERANCE_MS ? receivedAt : corrected;
	return clamped < receivedAt - RETENTION_MS;
}
