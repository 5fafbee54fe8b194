import { resolve } from "node:path";
import { addAbortSignal } from "node:stream";
import type { Command } from "./command";
import { EXIT } from "./exit-code";
import { CommandError } from "./fail-in-words";
import { unreadable } from "./file-error";
import type { HomeClient } from "./home-client";
import { HomeError } from "./home-error";
import { ImportBookmark, type ImportPlace } from "./import-bookmark";
import { type ImportInput, openInput, partsOf } from "./import-input";
import { ImportProgress } from "./import-progress";
import { ImportSum, importInWords } from "./import-sum";
import { readOptions, UsageError } from "./read-options";
import { type PartSending, sendPart } from "./send-part";
import { StoppedError, stopSignal } from "./stopped";
import { TARGET_OPTIONS, type Target, targetHelp, targetOf } from "./target";
import { withHome } from "./with-home";

const HELP = `Takes events in that export wrote, a line of JSON each

  ffmpeg-analytics import <file> [options]

  <file>            what to read; - for standard input
  --from-line <number>
                    leave out the lines before this one; a file goes on by itself
  --json            print what became of them as JSON
  --help            this text
${targetHelp("admin")}
A database that does not exist is made. Lines are sent in parts. An import of a file
that was cut off goes on when the command is given again: how far it is stands
beside the file, in <file>.import-progress, until all is in. What is here already is
found a duplicate, so that any line may be sent twice. A line that is rejected harms
no other; the import then ends with 1.
`;

/** `ffmpeg-analytics import` */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values, words } = readOptions(
			parameters,
			{
				...TARGET_OPTIONS,
				"from-line": { type: "string" },
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
		const input = await openInput(file, context);
		addAbortSignal(signal, input.stream);
		const isRemote = target.kind === "endpoint";
		const run: ImportRun = {
			input,
			sending: { isRemote, signal },
			sum: new ImportSum(firstLine),
			progress: new ImportProgress(context, input.share),
			bookmark:
				input.file === undefined || values["from-line"] !== undefined
					? undefined
					: new ImportBookmark({ ...input.file, home: nameOf(target) }),
			tell: (line) => context.stderr.write(line),
		};
		await withHome(target, context, (home) => importAll(home, run), {
			mayMake: true,
		})
			.catch((error: unknown) => {
				throw goingOn(error, run);
			})
			.finally(() => run.progress.end());
		const { answer } = run.sum;
		context.stdout.write(
			values.json
				? `${JSON.stringify(answer)}\n`
				: importInWords(answer, !isRemote),
		);
		return answer.rejected > 0 ? EXIT.failed : EXIT.fine;
	},
};

/** What one import works with. */
interface ImportRun {
	readonly input: ImportInput;
	readonly sending: Omit<PartSending, "wasThere">;
	readonly sum: ImportSum;
	readonly progress: ImportProgress;
	/** Absent where the next command is told where to go on. */
	readonly bookmark: ImportBookmark | undefined;
	readonly tell: (line: string) => void;
}

async function importAll(home: HomeClient, run: ImportRun): Promise<void> {
	const { input, sending, sum, progress, bookmark } = run;
	const place = await recall(home, run);
	if (place !== undefined) {
		sum.resume(place);
		run.tell(
			`Going on at line ${place.nextLine} of ${input.name}, where an import was cut off.\n`,
		);
	}
	let wasThere = place !== undefined;
	for await (const part of partsOf(input, sum.nextLine)) {
		const answer = await sendPart(home, part, { ...sending, wasThere });
		wasThere = true;
		sum.add(part, answer);
		await bookmark?.keep(part, answer, sum.answer);
		progress.show(part);
	}
	await bookmark?.remove();
}

/** Where an import that was cut off goes on, if this is the home that has what came before. */
async function recall(
	home: HomeClient,
	{ bookmark, sending }: Pick<ImportRun, "bookmark" | "sending">,
): Promise<ImportPlace | undefined> {
	const place = await bookmark?.recall();
	if (place === undefined) return undefined;
	const witness = { number: 1, bytes: Buffer.from(place.witness) };
	const answer = await sendPart(home, [witness], {
		...sending,
		wasThere: false,
	});
	return answer.duplicates === 1 ? place : undefined;
}

function nameOf(target: Target): string {
	return target.kind === "file" ? resolve(target.file) : target.url;
}

function readLineNumber(text = "1"): number {
	const line = /^\d{1,15}$/.test(text) ? Number(text) : 0;
	if (line < 1)
		throw new UsageError(
			`--from-line must be the number of a line, from 1, not "${text}"`,
		);
	return line;
}

/** What stopped it, and where to go on. */
function goingOn(
	error: unknown,
	{ sum: { nextLine }, bookmark, input }: ImportRun,
): unknown {
	const how = bookmark?.isKept ? "the same command" : `--from-line ${nextLine}`;
	const advice =
		nextLine === 1 ? "" : ` Lines before ${nextLine} are in: ${how} goes on.`;
	if (error instanceof HomeError)
		return new HomeError(error.kind, error.message + advice);
	const { name, code } = error as NodeJS.ErrnoException;
	// So streams tell that they were aborted.
	if (error instanceof StoppedError || name === "AbortError")
		return new StoppedError(`Stopped.${advice}`);
	return code === undefined || error instanceof CommandError
		? error
		: unreadable(input.name, error, advice);
}
