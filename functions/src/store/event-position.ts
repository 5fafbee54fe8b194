import {
	type DocumentReference,
	type DocumentSnapshot,
	type Firestore,
	Timestamp,
} from "@google-cloud/firestore";
import { collectionOf } from "./collections";

/**
 * Where an event stands in the store's order: by the server's time at which it was stored, and
 * among events of one commit, which share that time, by document id.
 */
export interface EventPosition {
	readonly storedAt: Timestamp;
	readonly documentId: string;
}

/** Firestore keeps ids of the form `__x__` for itself. */
const RESERVED_PREFIX = "__";

/**
 * Stands in for the prefix. It sorts as the prefix does among the characters of event ids, so that
 * documents stand in the order of their events' ids.
 */
const SUBSTITUTE_PREFIX = "_^";

const POSITION =
	/^(?<seconds>[0-9]{1,12})\.(?<nanoseconds>[0-9]{9})\/(?<documentId>_\^[A-Za-z0-9_-]{0,126}|[A-Za-z0-9_-]{1,128})$/;

/** The id of the document that holds an event. */
export function documentIdOf(eventId: string): string {
	return replacePrefix(eventId, RESERVED_PREFIX, SUBSTITUTE_PREFIX);
}

/** The inverse of {@link documentIdOf}. */
export function eventIdOf(documentId: string): string {
	return replacePrefix(documentId, SUBSTITUTE_PREFIX, RESERVED_PREFIX);
}

function replacePrefix(text: string, prefix: string, by: string): string {
	return text.startsWith(prefix) ? by + text.slice(prefix.length) : text;
}

/** The document that holds an event. */
export function eventReference(
	firestore: Firestore,
	eventId: string,
): DocumentReference {
	return collectionOf(firestore, "events").doc(documentIdOf(eventId));
}

/** Where a stored event stands. */
export function positionOf(snapshot: DocumentSnapshot): EventPosition {
	return {
		storedAt: snapshot.get("storedAt") as Timestamp,
		documentId: snapshot.id,
	};
}

/** A position as text: the mark of a shard, and the token of a page. */
export function formatPosition({
	storedAt,
	documentId,
}: EventPosition): string {
	const nanoseconds = String(storedAt.nanoseconds).padStart(9, "0");
	return `${storedAt.seconds}.${nanoseconds}/${documentId}`;
}

/** The inverse of {@link formatPosition}; undefined for any other text. */
export function parsePosition(text: string): EventPosition | undefined {
	const groups = POSITION.exec(text)?.groups;
	if (groups === undefined) return undefined;
	try {
		const storedAt = new Timestamp(
			Number(groups.seconds),
			Number(groups.nanoseconds),
		);
		return { storedAt, documentId: groups.documentId ?? "" };
	} catch {
		// Beyond the years that Firestore knows.
		return undefined;
	}
}

/** Negative if `a` stands before `b`. */
export function comparePositions(a: EventPosition, b: EventPosition): number {
	return (
		a.storedAt.seconds - b.storedAt.seconds ||
		a.storedAt.nanoseconds - b.storedAt.nanoseconds ||
		(a.documentId < b.documentId ? -1 : a.documentId > b.documentId ? 1 : 0)
	);
}
