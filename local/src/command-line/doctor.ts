import { parseSettings } from "@ffmpeg-analytics/core";
import { HOME_DEFAULTS } from "../settings";
import type { Command, CommandContext } from "./command";
import { examineEndpoint, type GivenKey } from "./examine-endpoint";
import { examineFile, examineSettings } from "./examine-file";
import { EXIT } from "./exit-code";
import type { Finding } from "./finding";
import { readOptions } from "./read-options";
import { formatTable } from "./table";
import { TARGET_OPTIONS, type Target, targetHelp, targetOf } from "./target";

const HELP = `Looks whether everything is as it should be, and says what is not

  ffmpeg-analytics doctor [options]

  --json            print what was found as JSON
  --help            this text
${targetHelp("admin")}
Of a file: the settings of the environment, whether the database opens and is whole
(all of it is read), permissions, free disk. Of a home that serves: whether it
answers, the clocks, and what each key may do: --key, ANALYTICS_INGEST_KEY,
ANALYTICS_READER_KEY and ANALYTICS_ADMIN_KEY. Changes nothing. Ends with 1 if
something is wrong.
`;

/** `ffmpeg-analytics doctor` */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values } = readOptions(parameters, {
			...TARGET_OPTIONS,
			json: { type: "boolean" },
		});
		const target = targetOf(values, context.environment, "admin");
		const findings = await examine(target, values.key, context);
		context.stdout.write(
			values.json ? `${JSON.stringify(findings)}\n` : inWords(findings),
		);
		const isWrong = findings.some(({ verdict }) => verdict === "wrong");
		return isWrong ? EXIT.failed : EXIT.fine;
	},
};

async function examine(
	target: Target,
	key: string | undefined,
	{ environment, now }: CommandContext,
): Promise<Finding[]> {
	if (target.kind === "endpoint")
		return examineEndpoint(target.url, givenKeys(key, environment), now);
	const { file } = target;
	const settings = await examineSettings(environment, file);
	// What cannot be read is no reason to look at nothing else.
	const isRead = settings.every(({ verdict }) => verdict === "ok");
	const { analytics } = parseSettings(isRead ? environment : {}, HOME_DEFAULTS);
	return [...settings, ...(await examineFile(file, analytics.shardCount))];
}

function givenKeys(
	option: string | undefined,
	environment: CommandContext["environment"],
): GivenKey[] {
	const named = [
		["--key", undefined, option],
		...(["ingest", "reader", "admin"] as const).map((role) => {
			const source = `ANALYTICS_${role.toUpperCase()}_KEY`;
			return [source, role, environment[source]?.trim()] as const;
		}),
	] as const;
	return named.flatMap(([source, role, key]) =>
		key === undefined || key === "" ? [] : [{ source, role, key }],
	);
}

const MARKS = { ok: "ok", warning: "warning", wrong: "WRONG" } as const;

function inWords(findings: readonly Finding[]): string {
	const table = formatTable(
		[{}, {}, {}],
		findings.map(({ verdict, subject, words }) => [
			MARKS[verdict],
			subject,
			words,
		]),
	);
	const count = findings.filter(({ verdict }) => verdict === "wrong").length;
	const sum =
		count === 0
			? "Nothing is wrong."
			: `${count} ${count === 1 ? "thing is" : "things are"} wrong.`;
	return `${table}\n${sum}\n`;
}
