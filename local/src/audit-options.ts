import { type Day, dayOf } from "@ffmpeg-analytics/core";
import { readOptions, UsageError } from "./options";

export const AUDIT_HELP = `Compares a day's counts with its stored events, and puts right what differs

  npm run audit -- [options]

  --day <date>      UTC day, such as 2026-11-22 (yesterday)
  --db <file>       SQLite file of a one-machine home, which may be running
                    (./data/analytics.sqlite)
  --json            print the counts as JSON
  --help            this text

Ends with 1 if a difference stays.
`;

/** What the command line of an audit says. */
export interface AuditCommandLine {
	/** Absent: yesterday. */
	readonly day: Day | undefined;
	/** The SQLite file. */
	readonly file: string;
	readonly json: boolean;
}

/**
 * Reads the command line of an audit.
 *
 * @throws {UsageError} if an option is unknown or has a bad value
 */
export function parseAuditOptions(
	parameters: readonly string[],
): AuditCommandLine | "help" {
	const { help, day, db, json } = parse(parameters);
	if (help === true) return "help";
	if (day !== undefined && !isDay(day))
		throw new UsageError(
			`--day must be a date such as 2026-11-22, not "${day}"`,
		);
	if (db === "") throw new UsageError("--db must not be empty");
	return { day, file: db, json: json === true };
}

/** A day that there is not, such as February 30, comes back as another one. */
function isDay(text: string): boolean {
	const start = Date.parse(`${text}T00:00:00.000Z`);
	return !Number.isNaN(start) && dayOf(start) === text;
}

function parse(parameters: readonly string[]) {
	return readOptions(parameters, {
		day: { type: "string" },
		db: { type: "string", default: "./data/analytics.sqlite" },
		json: { type: "boolean" },
		help: { type: "boolean", short: "h" },
	});
}
