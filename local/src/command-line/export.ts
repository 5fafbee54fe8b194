import { createWriteStream } from "node:fs";
import { realpath, rename, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import type { Command } from "./command";
import { EXIT } from "./exit-code";
import { formatBytes } from "./figures";
import { unwritable } from "./file-error";
import { HomeError } from "./home-error";
import { readOptions } from "./read-options";
import { StoppedError, stopSignal } from "./stopped";
import { TARGET_OPTIONS, targetHelp, targetOf } from "./target";
import { withHome } from "./with-home";

const HELP = `Writes every event, a line of JSON each, in the form that import reads

  ffmpeg-analytics export [file] [options]

  [file]            where to; it appears when it is whole, and replaces what had
                    its name (standard output)
  --start <date>    only events that ended at or after this day or instant, UTC
  --end <date>      only events that ended before it
  --format json     one JSON array instead, which import does not read
  --help            this text
${targetHelp("admin")}
Whoever reads standard output must not pause for a minute: a home cuts that off.
`;

/** `ffmpeg-analytics export` */
export const command: Command = {
	help: HELP,
	async run(parameters, context) {
		const { values, words } = readOptions(
			parameters,
			{
				...TARGET_OPTIONS,
				start: { type: "string" },
				end: { type: "string" },
				format: { type: "string" },
			},
			1,
		);
		const target = targetOf(values, context.environment, "admin");
		const { start, end, format } = values;
		const [file = "-"] = words;
		const signal = stopSignal();
		await withHome(target, context, async (home) => {
			const query = { start, end, format };
			const events = await home.stream({
				method: "GET",
				path: "/api/v1/export",
				query,
				signal,
			});
			if (file === "-") return pipeline(events, context.stdout, { end: false });
			const bytes = await writeWhole(events, file);
			context.stderr.write(`Wrote ${formatBytes(bytes)} to ${file}.\n`);
		});
		return EXIT.fine;
	},
};

/** Events are nobody else's: the mode is that of the database. */
async function writeWhole(
	chunks: AsyncIterable<Buffer>,
	file: string,
): Promise<number> {
	// A pipe or a device is written to, as it is nothing to replace; a link stays one.
	const isPipe = await stat(file).then(
		(stats) => !stats.isFile(),
		() => false,
	);
	const whole = isPipe ? file : await realpath(file).catch(() => file);
	const written = isPipe ? file : `${whole}.${process.pid}.part`;
	const output = createWriteStream(written, { mode: 0o600, flush: !isPipe });
	try {
		await pipeline(chunks, output);
		if (!isPipe) await rename(written, whole);
		return output.bytesWritten;
	} catch (error) {
		if (!isPipe) await rm(written, { force: true });
		if (error instanceof HomeError || error instanceof StoppedError)
			throw error;
		throw unwritable(file, error);
	}
}
