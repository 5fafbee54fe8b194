import { type ParseArgsConfig, parseArgs } from "node:util";
import { BenchError } from "./bench-error.ts";

/**
 * Reads a benchmark's command line.
 *
 * @throws {BenchError} if an option is unknown, or lacks its value
 */
export function readOptions<
	Options extends NonNullable<ParseArgsConfig["options"]>,
>(parameters: readonly string[], options: Options) {
	try {
		return parseArgs({ args: [...parameters], options }).values;
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw new BenchError(`${message} (--help lists the options)`);
	}
}

/**
 * A whole number of an option.
 *
 * @throws {BenchError} if it is none from `min` to `max`
 */
export function wholeNumber(
	name: string,
	text: string,
	max: number,
	min = 1,
): number {
	const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
	if (value >= min && value <= max) return value;
	throw new BenchError(
		`--${name} must be a whole number from ${min} to ${max}`,
	);
}

/**
 * Runs a benchmark by its command line, and returns the exit code: its own, or 2 where the person who
 * called it can put something right, which is then said.
 */
export async function runByCommandLine<Options>(
	parameters: readonly string[],
	help: string,
	parse: (parameters: readonly string[]) => Options | "help",
	run: (options: Options) => Promise<number>,
): Promise<number> {
	try {
		const options = parse(parameters);
		if (options !== "help") return await run(options);
		process.stdout.write(help);
		return 0;
	} catch (error) {
		if (!(error instanceof BenchError)) throw error;
		process.stderr.write(`${error.message}\n`);
		return 2;
	}
}
