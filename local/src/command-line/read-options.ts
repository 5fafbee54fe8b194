import { type ParseArgsConfig, parseArgs } from "node:util";

/** The command line is wrong; the message is one line that says how. */
export class UsageError extends Error {
	override readonly name = "UsageError";
}

/** What a command's options are, as `node:util` has them. */
export type OptionShapes = NonNullable<ParseArgsConfig["options"]>;

/**
 * The values of a command's options, and what stands between them.
 *
 * @throws {UsageError} if an option is unknown, lacks its value or has an empty one, or if there are more words than `maxWords`
 */
export function readOptions<Options extends OptionShapes>(
	parameters: readonly string[],
	options: Options,
	maxWords = 0,
) {
	const { values, positionals } = parse(parameters, options, maxWords > 0);
	for (const [name, value] of Object.entries(values))
		if (value === "") throw new UsageError(`--${name} must not be empty`);
	const [unexpected] = positionals.slice(maxWords);
	if (unexpected !== undefined)
		throw new UsageError(
			`Unexpected argument '${unexpected}' (--help lists the options)`,
		);
	return { values, words: positionals };
}

/** How the command line calls what the API calls `minLength`: `--min-length`. */
export function optionOf(parameter: string): string {
	return `--${parameter.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function parse<Options extends OptionShapes>(
	parameters: readonly string[],
	options: Options,
	allowPositionals: boolean,
) {
	try {
		return parseArgs({ args: [...parameters], options, allowPositionals });
	} catch (error) {
		const [firstLine] = String((error as Error).message).split("\n");
		throw new UsageError(`${firstLine} (--help lists the options)`);
	}
}
