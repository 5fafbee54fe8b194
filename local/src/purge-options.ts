import { instantSchema } from "@ffmpeg-analytics/core";
import { readOptions, UsageError } from "./options";

export const PURGE_HELP = `Deletes what is older than the retention time from a one-machine database

  npm run purge -- [options]

  --as-of <date>    purge as it would have been done then: 2026-11-22 (its
                    beginning, UTC) or 2026-11-22T12:00:00Z (now)
  --dry-run         delete nothing, show what would go; may look ahead
  --db <file>       SQLite file (./data/analytics.sqlite)
  --json            print the counts as JSON
  --help            this text

RETENTION_DAYS and SHARD_COUNT are read from the environment, as the home does,
which may run meanwhile. It purges by itself once a day.
`;

/** What the command line of the purge says. */
export interface PurgeCommandLine {
	readonly file: string;
	/** Epoch ms; undefined for now. */
	readonly asOf: number | undefined;
	readonly dryRun: boolean;
	readonly json: boolean;
}

/**
 * Reads the command line.
 *
 * @throws {UsageError} if an option is unknown or has a bad value
 */
export function parsePurgeOptions(
	parameters: readonly string[],
	now: number,
): PurgeCommandLine | "help" {
	const given = parse(parameters);
	if (given.help === true) return "help";
	if (given.db === "") throw new UsageError("--db must not be empty");
	const asOf =
		given["as-of"] === undefined ? undefined : readInstant(given["as-of"]);
	const dryRun = given["dry-run"] === true;
	if (!dryRun && asOf !== undefined && asOf > now)
		throw new UsageError(
			"--as-of lies in the future: what expires later can be shown with --dry-run, not deleted",
		);
	return { file: given.db, asOf, dryRun, json: given.json === true };
}

/** A day stands for its beginning. */
function readInstant(text: string): number {
	const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
	const instant = instantSchema.safeParse(isDay ? `${text}T00:00:00Z` : text);
	if (instant.success) return instant.data;
	throw new UsageError(
		`--as-of must be a day or an instant such as 2026-11-22 or 2026-11-22T12:00:00Z, not "${text}"`,
	);
}

function parse(parameters: readonly string[]) {
	return readOptions(parameters, {
		"as-of": { type: "string" },
		"dry-run": { type: "boolean" },
		db: { type: "string", default: "./data/analytics.sqlite" },
		json: { type: "boolean" },
		help: { type: "boolean", short: "h" },
	});
}
