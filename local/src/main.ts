import { COMMANDS, HELP } from "./command-line/commands";
import { EXIT, type ExitCode } from "./command-line/exit-code";
import { failInWords } from "./command-line/fail-in-words";
import { UsageError } from "./command-line/read-options";

/** The program `ffmpeg-analytics`: finds the command and runs it. */
async function main(): Promise<ExitCode> {
	const [name = "", ...parameters] = process.argv.slice(2);
	if (["", "help", "--help", "-h"].includes(name)) {
		(name === "" ? process.stderr : process.stdout).write(HELP);
		return name === "" ? EXIT.usage : EXIT.fine;
	}
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

// Whoever read the output, such as head, has enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code !== "EPIPE") throw error;
	process.exit(EXIT.fine);
});

void main()
	.catch((error: unknown) =>
		failInWords(error, (line) => process.stderr.write(line)),
	)
	.then((code) => {
		process.exitCode = code;
	});
