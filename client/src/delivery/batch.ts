import type { ReadyEvent } from "../sinks/sink.ts";

/** Events that are sent together. */
export interface Batch {
	/** Grows with the time of sealing; what is split off keeps its batch's. */
	readonly order: number;
	/** Left behind by another process, and safe on disk all the time. */
	readonly isLeftover: boolean;
	events: number;
	/** What it takes where it waits: in memory, or in the spool. */
	bytes: number;
	/** Records and their separators, as they came; undefined once they are packed, or left to the spool. */
	chunks: Buffer[] | undefined;
	/** The same as a gzip member, without the last separator. */
	packed: Buffer | undefined;
	/** Under way to become `packed`. */
	packing: Promise<Buffer> | undefined;
	/** Files that hold its records, in this order. */
	files: string[];
	/** Whether its files hold all of it; a disk that failed is not tried again for the same batch. */
	disk: "untried" | "whole" | "failed";
	/** Requests that it has been in. */
	attempts: number;
	state: "open" | "waiting" | "underWay" | "settled";
}

/** A batch without any events. */
export function emptyBatch(order: number, isLeftover = false): Batch {
	return {
		...{ order, isLeftover, events: 0, bytes: 0, chunks: [] },
		...{ packed: undefined, packing: undefined, files: [], disk: "untried" },
		...{ attempts: 0, state: "open" },
	};
}

/** Adds so many records to a batch that is held in memory. */
export function addChunk(batch: Batch, chunk: Buffer, events: number): void {
	batch.chunks?.push(chunk);
	batch.events += events;
	batch.bytes += chunk.length;
}

/**
 * Stands behind every record, on disk as within a request: JSON takes the line's end for a blank, so that
 * a file is sent as it is, and a line that a crash has torn harms no other.
 */
const SEPARATOR = ",\n";
const LINE_END = 0x0a;
const COMMA = 0x2c;

/** The records of events, each with its separator. */
export function encodeRecords(events: readonly ReadyEvent[]): Buffer {
	let text = "";
	for (const { json } of events) text += json + SEPARATOR;
	return Buffer.from(text);
}

/** Joins records, each with its separator. */
export function joinRecords(records: readonly Buffer[]): Buffer {
	const separator = Buffer.from(SEPARATOR);
	return Buffer.concat(records.flatMap((record) => [record, separator]));
}

/** Takes records apart, without their separators. */
export function splitRecords(content: Buffer): Buffer[] {
	const records: Buffer[] = [];
	for (let start = 0; start < content.length; ) {
		const found = content.indexOf(LINE_END, start);
		const end = found === -1 ? content.length : found;
		const isSeparated = content[end - 1] === COMMA;
		if (end > start)
			records.push(content.subarray(start, isSeparated ? end - 1 : end));
		start = end + 1;
	}
	return records;
}

/** Records without the last separator: what stands between the brackets of a JSON array. */
export function withoutLastSeparator(content: Buffer): Buffer {
	return content.subarray(0, Math.max(0, content.length - SEPARATOR.length));
}

/** Whether a record is one whole event, not torn by a crash, and not foreign. */
export function isWholeRecord(record: Buffer): boolean {
	try {
		const value: unknown = JSON.parse(record.toString());
		return (
			typeof value === "object" &&
			value !== null &&
			"id" in value &&
			typeof value.id === "string"
		);
	} catch {
		return false;
	}
}

/** How much one batch may hold. */
export interface BatchBounds {
	readonly events: number;
	/** Of records and separators. */
	readonly bytes: number;
}

/** Deals records out to groups that each fit a batch; one that fits none gets a group of its own. */
export function groupRecords(
	records: readonly Buffer[],
	bounds: BatchBounds,
): Buffer[][] {
	const groups: Buffer[][] = [];
	let bytes = Number.POSITIVE_INFINITY;
	for (const record of records) {
		const size = record.length + SEPARATOR.length;
		const group = groups.at(-1);
		if (
			group !== undefined &&
			group.length < bounds.events &&
			bytes + size <= bounds.bytes
		) {
			group.push(record);
			bytes += size;
		} else {
			groups.push([record]);
			bytes = size;
		}
	}
	return groups;
}
