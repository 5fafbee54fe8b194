import type { StoredEvent } from "@ffmpeg-analytics/core";
// biome-ignore lint/correctness/noUndeclaredDependencies: functions' own package, beside its code
import { Timestamp } from "@google-cloud/firestore";
import { COLLECTIONS } from "../../../functions/src/store/collections";
import {
	EVENT_FIELDS,
	type EventDocument,
	toEventDocument,
} from "../../../functions/src/store/event-document";
import { documentIdOf } from "../../../functions/src/store/event-position";
import { QUERIES, type QueryShape } from "../../../functions/src/store/queries";

const OVERHEAD_BYTES = 32;
const NAME_OVERHEAD_BYTES = 16;
const NUMBER_BYTES = 8;

/**
 * What Firestore stores of an event, bytes: its document, and its entry in each composite index; no
 * field is indexed by itself. By the rules of https://firebase.google.com/docs/firestore/storage-size.
 */
export function eventBytesOnFirestore(event: StoredEvent): number {
	const document = toEventDocument(event);
	const name =
		NAME_OVERHEAD_BYTES +
		textBytes(COLLECTIONS.events) +
		textBytes(documentIdOf(event.id));
	const shapes: QueryShape[] = Object.values(QUERIES);
	const indexes = shapes
		.filter(({ collection }) => collection === "events")
		.map(({ equal, orderBy }) => {
			const fields = [equal ?? "", ...orderBy.map(([field]) => field)];
			const values = fields.map((field) => fieldBytes(document, field));
			return values.reduce(
				(sum, bytes) => sum + bytes,
				name + NAME_OVERHEAD_BYTES + OVERHEAD_BYTES,
			);
		});
	const fields = EVENT_FIELDS.map((field) =>
		field in document ? textBytes(field) + fieldBytes(document, field) : 0,
	);
	return [...fields, ...indexes].reduce(
		(sum, bytes) => sum + bytes,
		name + OVERHEAD_BYTES,
	);
}

function fieldBytes(document: EventDocument, field: string): number {
	// The server puts a time here.
	if (field === "storedAt") return NUMBER_BYTES;
	return valueBytes(document[field as keyof EventDocument]);
}

function valueBytes(value: unknown): number {
	if (typeof value === "string") return textBytes(value);
	if (typeof value === "boolean") return 1;
	if (typeof value === "number" || value instanceof Timestamp)
		return NUMBER_BYTES;
	return Object.entries(value ?? {}).reduce(
		(sum, [key, nested]) => sum + textBytes(key) + valueBytes(nested),
		0,
	);
}

function textBytes(text: string): number {
	return Buffer.byteLength(text) + 1;
}
