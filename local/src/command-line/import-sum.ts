import type { ImportAnswer, Line } from "@ffmpeg-analytics/api";
import { formatCount } from "./figures";
import type { ImportPlace } from "./import-bookmark";
import { printable } from "./table";

/** Rejected lines of which more is told than that they were. */
const MAX_ERRORS = 1_000;

/** What has become of an import, over its parts. */
export class ImportSum {
	/** The first line that no part has held so far. */
	nextLine: number;
	#answer: ImportAnswer = {
		stored: 0,
		duplicates: 0,
		rejected: 0,
		rejections: { invalid_event: 0, too_old: 0, erased: 0, id_conflict: 0 },
		errors: [],
	};

	constructor(firstLine: number) {
		this.nextLine = firstLine;
	}

	/** Goes on where an earlier import was cut off. */
	resume({ nextLine, answer }: ImportPlace): void {
		this.nextLine = nextLine;
		this.#answer = answer;
	}

	/** As of one import that held all lines. */
	get answer(): ImportAnswer {
		return this.#answer;
	}

	add(part: readonly Line[], more: ImportAnswer): void {
		const { stored, duplicates, rejected, rejections, errors } = this.#answer;
		this.nextLine = (part.at(-1)?.number ?? 0) + 1;
		this.#answer = {
			stored: stored + more.stored,
			duplicates: duplicates + more.duplicates,
			rejected: rejected + more.rejected,
			rejections: {
				invalid_event: rejections.invalid_event + more.rejections.invalid_event,
				too_old: rejections.too_old + more.rejections.too_old,
				erased: rejections.erased + more.rejections.erased,
				id_conflict: rejections.id_conflict + more.rejections.id_conflict,
			},
			errors: [...errors, ...more.errors].slice(0, MAX_ERRORS),
		};
	}
}

/** Rejected lines that a person is shown. */
const MAX_SHOWN = 10;

/** What became of an import, for a person. */
export function importInWords(answer: ImportAnswer, isFile: boolean): string {
	const { stored, duplicates, rejected, rejections, errors } = answer;
	const lines = [
		`Stored ${events(stored)}; ${formatCount(duplicates)} were here before.`,
	];
	if (rejected > 0) {
		const reasons = Object.entries(rejections)
			.filter(([, count]) => count > 0)
			.map(([code, count]) => `${code} ${formatCount(count)}`);
		lines.push(
			`Rejected ${formatCount(rejected)} lines: ${reasons.join(", ")}.`,
		);
	}
	for (const { line, code, errors: fields } of errors.slice(0, MAX_SHOWN)) {
		const why = fields.map(({ path, message }) => `${path} ${message}`.trim());
		lines.push(
			printable(
				`  line ${line}: ${code}: ${why.join("; ")}`.replace(/: $/, ""),
			),
		);
	}
	if (rejected > MAX_SHOWN && errors.length > 0)
		lines.push(`  ... --json names ${formatCount(MAX_ERRORS)} of them`);
	if (isFile && stored > 0)
		lines.push("A home that serves the file counts them within a minute.");
	return `${lines.join("\n")}\n`;
}

function events(count: number): string {
	return count === 1 ? "1 event" : `${formatCount(count)} events`;
}
