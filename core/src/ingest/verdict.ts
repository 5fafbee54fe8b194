import type { FieldError } from "../event/field-errors";

export type RejectionCode =
	| "invalid_event"
	| "too_old"
	| "erased"
	| "id_conflict";

/** What became of one event. */
export type Verdict =
	| { readonly status: "stored" | "duplicate"; readonly id: string }
	| Rejection
	/** It may or may not have been stored: the client must send it again. */
	| { readonly status: "retry"; readonly id: string };

/** Why an event will never be stored. */
export interface Rejection {
	readonly status: "rejected";
	/** As the client wrote it; null if it was not a string. */
	readonly id: string | null;
	readonly code: RejectionCode;
	readonly errors: readonly FieldError[];
}

/** Rejects an event by what is wrong in it. */
export function rejected(
	id: string | null,
	code: RejectionCode,
	...errors: FieldError[]
): Rejection {
	return { status: "rejected", id, code, errors };
}

/** The id of what may be no event at all: its first 128 characters, or null. */
export function rawIdOf(raw: unknown): string | null {
	if (typeof raw !== "object" || raw === null || !("id" in raw)) return null;
	return typeof raw.id === "string" ? raw.id.slice(0, 128) : null;
}
