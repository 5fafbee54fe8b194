import {
	sanitizeErrorMessage,
	sanitizeParameters,
} from "@ffmpeg-analytics/core/privacy";
import { BoundedCache } from "./bounded-cache.ts";

/** What is left of a text, and the same as JSON. */
export interface CleanText {
	readonly text: string;
	readonly json: string;
}

/** Sanitises parameters and messages by core's rules; what hosts repeat is sanitised once. */
export class CleanTexts {
	private readonly parameters = new BoundedCache<CleanText>(MOST_KNOWN);
	private readonly messages = new BoundedCache<CleanText>(MOST_KNOWN);

	/** Of parameters as JSON; `undefined` if they are no JSON object, or longer than the wire form allows. */
	ofParameters(json: string): CleanText | undefined {
		return remember(this.parameters, json, () => {
			const outcome = sanitizeParameters(json);
			return outcome.ok ? outcome.parameters : undefined;
		});
	}

	/** Of an error message, of which there should be one. */
	ofMessage(message: string): CleanText | undefined {
		return remember(this.messages, message, () =>
			sanitizeErrorMessage(message),
		);
	}
}

function remember(
	known: BoundedCache<CleanText>,
	key: string,
	clean: () => string | undefined,
): CleanText | undefined {
	const isShort = key.length <= LONGEST_KNOWN;
	const found = isShort ? known.get(key) : undefined;
	if (found !== undefined) return found;
	const text = clean();
	if (text === undefined) return undefined;
	const cleaned = { text, json: JSON.stringify(text) };
	if (isShort) known.set(key, cleaned);
	return cleaned;
}

/** Together at most some 2 MB, and nearly always a tenth of that. */
const MOST_KNOWN = 250;
const LONGEST_KNOWN = 1_024;
