import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ErasureCounts } from "@ffmpeg-analytics/core";
import type { Command } from "./command";
import { EXIT } from "./exit-code";
import { CommandError } from "./fail-in-words";
import { formatCount } from "./figures";
import { unreadable } from "./file-error";
import type { HomeClient } from "./home-client";
import { readOptions, UsageError } from "./read-options";
import { formatTable } from "./table";
import { TARGET_OPTIONS, targetHelp, targetOf } from "./target";
import { withHome } from "./with-home";

const HELP = `Erases a user: the events, and all that they added to every count

  ffmpeg-analytics erase <user> [options]

  <user>            as events have it: 64 lower-case hex digits; or, with a salt,
                    the host's own id of the user
  --salt-file <file>
                    the host's salt: the file salt of its data folder
  --salt <text>     the same as a text; better by ANALYTICS_SALT, which no list of
                    processes shows, and which is heeded where <user> is no hash
  --json            print what was removed as JSON
  --help            this text
${targetHelp("admin")}
It cannot be taken back. Right also for a user of whom nothing is known, and safe to
repeat. Copies, such as exports, are not reached.
`;

/** `ffmpeg-analytics erase` */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values, words } = readOptions(
			parameters,
			{
				...TARGET_OPTIONS,
				"salt-file": { type: "string" },
				salt: { type: "string" },
				json: { type: "boolean" },
			},
			1,
		);
		const target = targetOf(values, context.environment, "admin");
		const userId = userIdOf(words[0], {
			salt: values.salt,
			saltFile: values["salt-file"],
			environment: context.environment,
		});
		const counts = await withHome(target, context, (home) =>
			eraseWholly(home, userId),
		);
		context.stdout.write(
			values.json
				? `${JSON.stringify({ userId, ...counts })}\n`
				: inWords(counts, userId),
		);
		return counts.complete ? EXIT.fine : EXIT.failed;
	},
};

const USER_ID = /^[0-9a-f]{64}$/;

/**
 * The user as events have it. A salt that is named for it makes a hash of any text, by the client's
 * own rule: HMAC-SHA-256 of the id, NFC and UTF-8, in lower-case hex.
 *
 * @throws {UsageError} if there is no user, or no salt for one who is no hash
 */
export function userIdOf(
	user: string | undefined,
	given: {
		readonly salt: string | undefined;
		readonly saltFile: string | undefined;
		readonly environment: Readonly<Record<string, string | undefined>>;
	},
): string {
	if (user === undefined || user === "")
		throw new UsageError("name the user to erase");
	if (given.salt !== undefined && given.saltFile !== undefined)
		throw new UsageError("--salt and --salt-file exclude each other: name one");
	const named = given.salt ?? readSalt(given.saltFile);
	if (named === undefined && USER_ID.test(user)) return user;
	const salt = named ?? given.environment.ANALYTICS_SALT?.trim();
	if (salt === undefined || salt === "")
		throw new UsageError(
			"the user must be 64 lower-case hex digits, as events have it; for a host's own id, name the host's salt with --salt-file",
		);
	return createHmac("sha256", salt)
		.update(user.normalize("NFC"), "utf8")
		.digest("hex");
}

function readSalt(file: string | undefined): string | undefined {
	if (file === undefined) return undefined;
	let salt: string;
	try {
		salt = readFileSync(file, "utf8").trim();
	} catch (error) {
		throw unreadable(file, error);
	}
	if (salt === "") throw new CommandError(`${file} holds no salt`);
	return salt;
}

/** A call stops after 45 s; a user whom so many do not erase is left to the purge. */
const MAX_CALLS = 100;

async function eraseWholly(
	home: HomeClient,
	userId: string,
): Promise<ErasureCounts> {
	const path = `/api/v1/users/${userId}`;
	const sum = await home.ask<ErasureCounts>({ method: "DELETE", path });
	for (let calls = 1; calls < MAX_CALLS && !sum.complete; calls++) {
		const more = await home.ask<ErasureCounts>({ method: "DELETE", path });
		for (const name of COUNTS) sum[name] += more[name];
		sum.complete = more.complete;
	}
	return sum;
}

const COUNTS = [
	"eventsDeleted",
	"patternsChanged",
	"usageDaysChanged",
	"userMonthsDeleted",
	"templatesChanged",
	"templatesRetired",
	"templatesRemoved",
] as const;

function inWords(counts: ErasureCounts, userId: string): string {
	const rows: readonly [label: string, count: number][] = [
		["events deleted", counts.eventsDeleted],
		["patterns changed", counts.patternsChanged],
		["days of usage changed", counts.usageDaysChanged],
		["months deleted", counts.userMonthsDeleted],
		["templates learned anew", counts.templatesChanged],
		["templates retired", counts.templatesRetired],
		["templates removed", counts.templatesRemoved],
	];
	return [
		counts.complete
			? `The user ${userId} is erased:`
			: `The user ${userId} is not wholly erased yet: repeat it, or leave the rest to the next purge.`,
		formatTable(
			[{}, { align: "right" }],
			rows.map(([label, count]) => [label, formatCount(count)]),
		),
		"",
	].join("\n");
}
