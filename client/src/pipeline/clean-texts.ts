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

/** Sanitises parameters and messages by core's rules; what hosts repeat is not sanitised each time. */
export class CleanTexts {
	private readonly parameters = new BoundedCache<CleanText | undefined>(
		MOST_KNOWN,
	);
	private readonly messages = new BoundedCache<CleanText>(MOST_KNOWN);

	/** Of parameters as JSON; `undefined` if they are no JSON object, or longer than the wire form allows. */
	ofParameters(json: string): CleanText | undefined {
		return json.length > LONGEST_KNOWN
			? cleanParameters(json)
			: this.parameters.get(json, cleanParameters);
	}

	/** Of an error message. */
	ofMessage(message: string): CleanText {
		return message.length > LONGEST_KNOWN
			? cleanMessage(message)
			: this.messages.get(message, cleanMessage);
	}
}

function cleanParameters(json: string): CleanText | undefined {
	const outcome = sanitizeParameters(json);
	return outcome.ok ? cleanText(outcome.parameters) : undefined;
}

function cleanMessage(message: string): CleanText {
	return cleanText(sanitizeErrorMessage(message));
}

function cleanText(text: string): CleanText {
	return { text, json: JSON.stringify(text) };
}

/** Together at most some 2 MB, and nearly always a tenth of that. */
const MOST_KNOWN = 250;
const LONGEST_KNOWN = 1_024;
