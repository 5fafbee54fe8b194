import { StoreUnavailableError } from "@ffmpeg-analytics/core";

/** The database file cannot be used; the message is one line that says why and what to do. */
export class StoreOpenError extends Error {
	override readonly name = "StoreOpenError";
}

/** SQLite's primary result codes that this product tells apart: https://sqlite.org/rescode.html */
const SQLITE = {
	PERM: 3,
	BUSY: 5,
	LOCKED: 6,
	READONLY: 8,
	IOERR: 10,
	CORRUPT: 11,
	FULL: 13,
	CANTOPEN: 14,
	PROTOCOL: 15,
	NOTADB: 26,
} as const;

/** Conditions of the machine that may pass: the same call can succeed later. */
const PASSING: ReadonlySet<number | undefined> = new Set<number>([
	SQLITE.PERM,
	SQLITE.BUSY,
	SQLITE.LOCKED,
	SQLITE.READONLY,
	SQLITE.IOERR,
	SQLITE.FULL,
	SQLITE.CANTOPEN,
	SQLITE.PROTOCOL,
]);

/** What failures are counted by: SQLite's own names, and what is not SQLite's. */
export type FailureKind =
	| Lowercase<keyof typeof SQLITE>
	| "closed"
	| "writer_ended"
	| "other";

/** All of them. */
export const FAILURE_KINDS: readonly FailureKind[] = [
	...Object.keys(SQLITE).map((name) => name.toLowerCase() as FailureKind),
	"closed",
	"writer_ended",
	"other",
];

/** The kind of what SQLite has thrown, or of what {@link storeFailure} has made of it. */
export function failureKindOf(error: unknown): FailureKind {
	const cause = error instanceof StoreUnavailableError ? error.cause : error;
	if (codeOf(cause) === "ERR_INVALID_STATE") return "closed";
	const code = primaryCodeOf(cause);
	const known = Object.entries(SQLITE).find(([, value]) => value === code);
	return (known?.[0].toLowerCase() as FailureKind | undefined) ?? "other";
}

/** What to throw for a failure of an open database: the port's error where trying later may help. */
export function storeFailure(error: unknown): unknown {
	const closed = codeOf(error) === "ERR_INVALID_STATE";
	if (closed || PASSING.has(primaryCodeOf(error)))
		return new StoreUnavailableError(`SQLite: ${messageOf(error)}`, {
			cause: error,
		});
	return error;
}

/** What to throw for a failure to open `path`. */
export function openFailure(path: string, error: unknown): unknown {
	if (error instanceof StoreOpenError) return error;
	const cause = error instanceof StoreUnavailableError ? error.cause : error;
	const explanation = explain(primaryCodeOf(cause), codeOf(cause));
	if (explanation === undefined) return error;
	return new StoreOpenError(`${path} ${explanation}`, { cause });
}

function explain(
	sqliteCode: number | undefined,
	systemCode: unknown,
): string | undefined {
	if (sqliteCode === SQLITE.NOTADB)
		return "is not a SQLite database; move it away or choose another file";
	if (sqliteCode === SQLITE.BUSY || sqliteCode === SQLITE.LOCKED)
		return "is in use by another process; stop that one or choose another file";
	if (sqliteCode === SQLITE.FULL || systemCode === "ENOSPC")
		return "cannot be written: the disk is full";
	switch (systemCode) {
		case "EACCES":
		case "EPERM":
		case "EROFS":
			return "cannot be opened: no permission to read and write it; change its permissions or choose another file";
		case "EISDIR":
			return "is a folder; name a file";
		case "ENOTDIR":
		case "EEXIST":
			return "cannot be made: part of its path is a file, not a folder";
		case "ENOENT":
			return "cannot be made: there can be no such folder; choose another file";
	}
	if (sqliteCode !== undefined && PASSING.has(sqliteCode))
		return "cannot be opened for reading and writing; check its permissions and the disk, or choose another file";
	return undefined;
}

/** Without the bits that refine it; undefined if the error is not SQLite's. */
function primaryCodeOf(error: unknown): number | undefined {
	const code = propertyOf(error, "errcode");
	return typeof code === "number" ? code & 0xff : undefined;
}

function codeOf(error: unknown): unknown {
	return propertyOf(error, "code");
}

function messageOf(error: unknown): string {
	return String(propertyOf(error, "message"));
}

function propertyOf(error: unknown, name: string): unknown {
	return typeof error === "object" && error !== null && name in error
		? (error as Record<string, unknown>)[name]
		: undefined;
}
