import { SPACE } from "./ascii";
import {
	ArgumentSanitizer,
	looksLikeCommandLine,
	looksLikeOption,
	programName,
	sanitizeCommandLine,
} from "./command-line";
import type { LabelNames } from "./label";
import type { ParameterKind } from "./parameter-kind";

/** Whether a JSON array is a command line by its elements: it has an option, or begins with FFmpeg. */
export function isArgumentList(array: readonly unknown[]): boolean {
	const first = array[0];
	if (typeof first === "string" && programName(first) !== "") return true;
	return array.some(
		(value) => typeof value === "string" && looksLikeOption(value),
	);
}

/**
 * Sanitises the elements of a command line given as a JSON array, in order. An element may hold one
 * argument (`"-crf"`, `"23"`) or an option with its value (`"-crf 23"`), as hosts write them.
 */
export class ArgumentListSanitizer {
	readonly #sanitizer: ArgumentSanitizer;
	#count = 0;

	readonly #labels: LabelNames;

	constructor(labels: LabelNames) {
		this.#labels = labels;
		this.#sanitizer = new ArgumentSanitizer(labels);
	}

	/** The sanitised form of the next element. */
	next(element: string): string {
		this.#count++;
		const due = this.#sanitizer.expects;
		if (due === undefined) {
			const program = this.#count === 1 ? programName(element) : "";
			if (program !== "") return program;
			if (looksLikeOption(element) && hasSpace(element))
				return sanitizeCommandLine(element, this.#labels);
		}
		if (
			(due === undefined || due === "value") &&
			!looksLikeOption(element) &&
			looksLikeCommandLine(element)
		) {
			this.#sanitizer.skip();
			return sanitizeCommandLine(element, this.#labels);
		}
		return this.#sanitizer.next(element);
	}

	/** Claims the next element, which is no text, as the value due; what it may hold. */
	take(): ParameterKind {
		this.#count++;
		const kind = this.#sanitizer.expects ?? "unknown";
		this.#sanitizer.skip();
		return kind;
	}
}

function hasSpace(text: string): boolean {
	for (let i = 0; i < text.length; i++)
		if (text.charCodeAt(i) <= SPACE) return true;
	return false;
}
