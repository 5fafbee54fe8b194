import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { addAbortSignal, type Readable } from "node:stream";
import { inLines, type Line } from "@ffmpeg-analytics/api";
import type { Command, CommandContext } from "./command";
import { EXIT } from "./exit-code";
import { CommandError } from "./fail-in-words";
import { HomeError } from "./home-error";
import { ImportProgress } from "./import-progress";
import { ImportSum, importInWords } from "./import-sum";
import { readOptions, UsageError } from "./read-options";
import { PART_BOUNDS, sendPart } from "./send-part";
import { StoppedError, stopSignal } from "./stopped";
import { TARGET_OPTIONS, targetHelp, targetOf } from "./target";
import { withHome } from "./with-home";

const HELP = `Takes events in that export wrote, a line of JSON each

  ffmpeg-analytics import <file> [options]

  <file>            what to read; - for standard input
  --from-line <number>
                    leave out the lines before this one (1)
  --json            print what became of them as JSON
  --help            this text
${targetHelp("admin")}
A database that does not exist is made. Lines are sent in parts. What is here
already is found a duplicate: an import that was cut off can be done again from the
beginning, or go on where it says. A line that is rejected harms no other; the
import then ends with 1.
`;

/** `ffmpeg-analytics import` */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values, words } = readOptions(
			parameters,
			{
				...TARGET_OPTIONS,
				"from-line": { type: "string", default: "1" },
				json: { type: "boolean" },
			},
			1,
		);
		const target = targetOf(values, context.environment, "admin");
		const firstLine = readLineNumber(values["from-line"]);
		const [file] = words;
		if (file === undefined)
			throw new UsageError("name the file to import, or - for standard input");
		const signal = stopSignal();
		const { input, sizeBytes } = await openInput(file, context);
		addAbortSignal(signal, input);
		const isRemote = target.kind === "endpoint";
		const sum = new ImportSum(firstLine);
		const progress = new ImportProgress(context, sizeBytes);
		await withHome(
			target,
			context,
			async (home) => {
				const lines = inLines(input, PART_BOUNDS);
				for await (const part of partsOf(lines, file, firstLine)) {
					const wasThere = sum.nextLine > firstLine;
					const sending = { isRemote, signal, wasThere };
					sum.add(part, await sendPart(home, part, sending));
					progress.show(part);
				}
			},
			{ mayMake: true },
		)
			.catch((error: unknown) => {
				throw goingOn(error, sum, file);
			})
			.finally(() => progress.end());
		context.stdout.write(
			values.json
				? `${JSON.stringify(sum.answer)}\n`
				: importInWords(sum.answer, !isRemote),
		);
		return sum.answer.rejected > 0 ? EXIT.failed : EXIT.fine;
	},
};

function readLineNumber(text: string): number {
	const line = /^\d{1,15}$/.test(text) ? Number(text) : 0;
	if (line < 1)
		throw new UsageError(
			`--from-line must be the number of a line, from 1, not "${text}"`,
		);
	return line;
}

async function openInput(
	file: string,
	{ stdin }: Pick<CommandContext, "stdin">,
): Promise<{ input: Readable; sizeBytes: number | undefined }> {
	if (file === "-") return { input: stdin, sizeBytes: undefined };
	try {
		const { size } = await stat(file);
		return { input: createReadStream(file), sizeBytes: size };
	} catch (error) {
		throw new CommandError(
			`${file} cannot be read: ${(error as Error).message}`,
		);
	}
}

/** @throws {UsageError} if it is an array, of which no line holds an event */
async function* partsOf(
	parts: AsyncIterable<Line[]>,
	file: string,
	firstLine: number,
): AsyncGenerator<Line[]> {
	for await (const part of parts) {
		const [line] = part;
		if (line?.number === 1 && line.bytes?.toString("latin1").trim() === "[")
			throw new UsageError(
				`${file} is a JSON array: export without --format json, a line for each event`,
			);
		const wanted = part.filter(({ number }) => number >= firstLine);
		if (wanted.length > 0) yield wanted;
	}
}

/** What stopped it, and where to go on. */
function goingOn(error: unknown, sum: ImportSum, file: string): unknown {
	const advice =
		sum.nextLine === 1
			? ""
			: ` Lines before ${sum.nextLine} are in: --from-line ${sum.nextLine} goes on.`;
	if (error instanceof HomeError)
		return new HomeError(error.kind, error.message + advice);
	const { name, code } = error as NodeJS.ErrnoException;
	// So streams tell that they were aborted.
	if (error instanceof StoppedError || name === "AbortError")
		return new StoppedError(`Stopped.${advice}`);
	return code === undefined || error instanceof CommandError
		? error
		: new CommandError(
				`${file} cannot be read: ${(error as Error).message}.${advice}`,
			);
}
