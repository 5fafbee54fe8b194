import { UsageError } from "./read-options";

/** The home that a command works on. */
export type Target =
	| { readonly kind: "file"; readonly file: string }
	| {
			readonly kind: "endpoint";
			/** Without a slash at its end. */
			readonly url: string;
			readonly key: string | undefined;
	  };

/** Of every command that works on a home. */
export const TARGET_OPTIONS = {
	db: { type: "string" },
	endpoint: { type: "string" },
	key: { type: "string" },
} as const;

/** Where nothing else is said. */
export const DEFAULT_FILE = "./data/analytics.sqlite";

/** The part of the help that says which home. `role` is what its key may do. */
export const targetHelp = (role: Role): string => `
Which home:

  --db <file>       SQLite file of a one-machine home, which may be running
                    (${DEFAULT_FILE})
  --endpoint <url>  a home that serves; or FIREBASE_ENDPOINT
  --key <key>       its ${role} key; the environment, which no list of processes
                    shows, is better: ${VARIABLES[role].join(", ")}
`;

/** Whose key a command needs. */
export type Role = "reader" | "admin";

const VARIABLES = {
	reader: ["ANALYTICS_READER_KEY", "ANALYTICS_ADMIN_KEY"],
	admin: ["ANALYTICS_ADMIN_KEY"],
} as const;

/**
 * The file or the endpoint that options and environment name. An option goes before the environment.
 *
 * @throws {UsageError} if both are named, or if one cannot be right
 */
export function targetOf(
	given: Readonly<Partial<Record<keyof typeof TARGET_OPTIONS, string>>>,
	environment: Readonly<Record<string, string | undefined>>,
	role: Role,
): Target {
	const { db, key } = given;
	if (db !== undefined && given.endpoint !== undefined)
		throw new UsageError("--db and --endpoint exclude each other: name one");
	const endpoint = given.endpoint ?? set(environment.FIREBASE_ENDPOINT);
	if (db !== undefined || endpoint === undefined) {
		if (key !== undefined)
			throw new UsageError(
				"--key goes with --endpoint: a file is opened without one",
			);
		return { kind: "file", file: db ?? DEFAULT_FILE };
	}
	const fromEnvironment = VARIABLES[role]
		.map((name) => set(environment[name]))
		.find((value) => value !== undefined);
	return {
		kind: "endpoint",
		url: readUrl(endpoint),
		key: readKey(key ?? fromEnvironment),
	};
}

function set(text: string | undefined): string | undefined {
	return text?.trim() || undefined;
}

function readUrl(text: string): string {
	// Hosts may be given the address that they post to.
	const url = text.replace(/\/+$/, "").replace(/\/logOperation$/, "");
	const parsed = URL.parse(url);
	if (parsed === null || !/^https?:$/.test(parsed.protocol))
		throw new UsageError(
			`the endpoint must be an address such as https://analytics.example.org, not "${text}"`,
		);
	if (parsed.search !== "" || parsed.hash !== "" || parsed.username !== "")
		throw new UsageError(
			"the endpoint must be an address alone: no query, no fragment, no user",
		);
	return url;
}

/** It goes into a header, and is not shown. */
function readKey(key: string | undefined): string | undefined {
	if (key !== undefined && !/^[\x21-\x7e]+$/.test(key))
		throw new UsageError("the key must be of visible ASCII, without spaces");
	return key;
}
