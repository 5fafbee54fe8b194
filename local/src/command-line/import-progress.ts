import type { Line } from "@ffmpeg-analytics/api";
import type { CommandContext } from "./command";
import { formatCount } from "./figures";

/** Shows on a terminal how far an import is; elsewhere nothing. */
export class ImportProgress {
	readonly #context: Pick<CommandContext, "stderr" | "now">;
	readonly #share: () => number | undefined;
	readonly #startedAt: number;
	#lines = 0;

	/** `share` is how much of the input has been read, 0 to 1; undefined where its end is not known. */
	constructor(
		context: Pick<CommandContext, "stderr" | "now">,
		share: () => number | undefined,
	) {
		this.#context = context;
		this.#share = share;
		this.#startedAt = context.now();
	}

	/** After a part has come through. */
	show(part: readonly Line[]): void {
		const { stderr, now } = this.#context;
		this.#lines += part.length;
		if (stderr.isTTY !== true) return;
		const text = progressLine({
			lines: this.#lines,
			share: this.#share(),
			elapsedMs: now() - this.#startedAt,
		});
		stderr.write(ANEW + text.slice(0, (stderr.columns || 80) - 1));
	}

	/** Makes room for what is said next. */
	end(): void {
		if (this.#context.stderr.isTTY === true) this.#context.stderr.write(ANEW);
	}
}

/** To the line's beginning, and nothing on it. */
const ANEW = "\r\u001b[K";

const BAR_WIDTH = 24;

/** `[======      ]  50 %  12,000 lines  3,000/s`; without the bar where the end is not known. */
export function progressLine(progress: {
	readonly lines: number;
	/** 0 to 1. */
	readonly share: number | undefined;
	readonly elapsedMs: number;
}): string {
	const { lines, share, elapsedMs } = progress;
	const rate = Math.round((lines * 1_000) / Math.max(1, elapsedMs));
	const figures = `${formatCount(lines)} lines  ${formatCount(rate)}/s`;
	if (share === undefined) return figures;
	const done = Math.min(1, share);
	const bar = "=".repeat(Math.floor(done * BAR_WIDTH)).padEnd(BAR_WIDTH);
	const percent = String(Math.floor(done * 100)).padStart(3);
	return `[${bar}] ${percent} %  ${figures}`;
}
