import { version } from "../package.json";
import { COMMANDS, HELP } from "./command-line/commands";
import { EXIT, type ExitCode } from "./command-line/exit-code";
import { failInWords } from "./command-line/fail-in-words";
import { unwritable } from "./command-line/file-error";
import { UsageError } from "./command-line/read-options";

/** The program `ffmpeg-analytics`: finds the command and runs it. */
async function main(): Promise<ExitCode> {
	const [first = "", ...rest] = process.argv.slice(2);
	const isAsked = ["help", "--help", "-h"].includes(first);
	if (first === "" || (isAsked && rest.length === 0)) {
		(first === "" ? process.stderr : process.stdout).write(HELP);
		return first === "" ? EXIT.usage : EXIT.fine;
	}
	if (["version", "--version", "-v"].includes(first)) {
		process.stdout.write(`ffmpeg-analytics ${version}\n`);
		return EXIT.fine;
	}
	// `help report` is `report --help`.
	const [name = "", ...parameters] = isAsked
		? [...rest, "--help"]
		: [first, ...rest];
	const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (load === undefined)
		throw new UsageError(
			`there is no command "${name}": --help lists those that there are`,
		);
	const command = await load();
	if (parameters.some((parameter) => /^(--help|-h)$/.test(parameter))) {
		process.stdout.write(command.help);
		return EXIT.fine;
	}
	return command.run(parameters, {
		environment: process.env,
		now: Date.now,
		stdin: process.stdin,
		stdout: process.stdout,
		stderr: process.stderr,
	});
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	// Whoever read the output, such as head, has enough.
	if (error.code === "EPIPE") process.exit(EXIT.fine);
	process.stderr.write(`${unwritable("standard output", error).message}\n`);
	process.exit(EXIT.failed);
});

void main()
	.catch((error: unknown) =>
		failInWords(error, (line) => process.stderr.write(line)),
	)
	.then((code) => {
		process.exitCode = code;
	});
