import {
	sanitizeErrorMessage,
	sanitizeParameters,
} from "@ffmpeg-analytics/core/privacy";
import { BoundedCache } from "./bounded-cache.ts";

/** Sanitises parameters and messages by core's rules; what hosts repeat is not sanitised each time. */
export class CleanTexts {
	readonly #parameters = new BoundedCache<string | undefined>(MOST_KNOWN);
	readonly #messages = new BoundedCache<string>(MOST_KNOWN);

	/** Of parameters as JSON; `undefined` if they are no JSON object, or longer than the wire form allows. */
	ofParameters(json: string): string | undefined {
		return json.length > LONGEST_KNOWN
			? cleanParameters(json)
			: this.#parameters.get(json, cleanParameters);
	}

	/** Of an error message. */
	ofMessage(message: string): string {
		return message.length > LONGEST_KNOWN
			? sanitizeErrorMessage(message)
			: this.#messages.get(message, sanitizeErrorMessage);
	}
}

function cleanParameters(json: string): string | undefined {
	const outcome = sanitizeParameters(json);
	return outcome.ok ? outcome.parameters : undefined;
}

/** Together at most some 2 MB, and nearly always a tenth of that. */
const MOST_KNOWN = 250;
const LONGEST_KNOWN = 1_024;
