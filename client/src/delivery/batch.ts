import type { Packed, Slab } from "./batch-memory.ts";

/** Events that are sent together. */
export interface Batch {
	/** Grows with the time of sealing; what is split off keeps its batch's. */
	readonly order: number;
	/** Left behind by another process, and safe on disk all the time. */
	readonly isLeftover: boolean;
	events: number;
	/** What it takes where it waits: in memory, or in the spool. */
	bytes: number;
	/** Its records in memory, as they came; undefined once they are packed, or left to the spool. */
	slab: Slab | undefined;
	/** Its records as a gzip member, without the last separator. */
	packed: Packed | undefined;
	/** Under way to become `packed`; until it ends, nothing may touch the slab. */
	packing: Promise<void> | undefined;
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
		order,
		isLeftover,
		events: 0,
		bytes: 0,
		slab: undefined,
		packed: undefined,
		packing: undefined,
		files: [],
		disk: "untried",
		attempts: 0,
		state: "open",
	};
}

/**
 * Stands behind every record, on disk as within a request: JSON takes the line's end for a blank, so that
 * a file is sent as it is, and a line that a crash has torn harms no other.
 */
const SEPARATOR = ",\n";
const LINE_END = 0x0a;
const COMMA = 0x2c;

/** How many bytes the record of an event takes at most, separator included, whatever its characters. */
export function mostBytesOf(json: string): number {
	return 3 * json.length + SEPARATOR.length;
}

/** How many bytes the record of an event takes. */
export function bytesOf(json: string): number {
	return Buffer.byteLength(json) + SEPARATOR.length;
}

/** Writes the record of an event behind those that are there; returns its bytes. */
export function appendRecord(slab: Slab, json: string): number {
	const { bytes, length } = slab;
	let end = length + bytes.write(json, length, "utf8");
	bytes[end++] = COMMA;
	bytes[end++] = LINE_END;
	slab.length = end;
	return end - length;
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

/** Whether records end as they do when nothing is cut off. */
export function endsWithSeparator(content: Buffer): boolean {
	return content.length === 0 || content.at(-1) === LINE_END;
}

/** Records without the last separator: what stands between the brackets of a JSON array. */
export function withoutLastSeparator(content: Buffer): Buffer {
	return content.subarray(0, Math.max(0, content.length - SEPARATOR.length));
}

/** No event is larger: the wire form allows some 80 KB. */
export const MAX_RECORD_BYTES = 256 * 1024;

/** Whether a record is one whole event, not torn by a crash, and not foreign. */
export function isWholeRecord(record: Buffer): boolean {
	if (record.length > MAX_RECORD_BYTES) return false;
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
