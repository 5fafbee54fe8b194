import { detached } from "./detached";
import type { ErrorCategory } from "./error-category";
import { ERROR_RULES } from "./error-rules";

/**
 * The category of a message that has been through `sanitizeErrorMessage`: decided from what is left
 * of it, so that whoever holds the sanitised text comes to the same answer. The first rule of
 * `ERROR_RULES` counts of which a phrase occurs. Linear in the text.
 */
export function classifyError(sanitizedMessage: string): ErrorCategory {
	const known = CATEGORIES.get(sanitizedMessage);
	if (known !== undefined) return known;
	const category = categoryOf(sanitizedMessage.toLowerCase());
	if (CATEGORIES.size >= MOST_CATEGORIES) CATEGORIES.clear();
	CATEGORIES.set(detached(sanitizedMessage), category);
	return category;
}

/** Messages classified lately: equal failures read alike, and come in numbers. */
const CATEGORIES = new Map<string, ErrorCategory>();
const MOST_CATEGORIES = 500;

function categoryOf(text: string): ErrorCategory {
	for (const { category, phrases, unless } of ERROR_RULES) {
		if (unless?.some((phrase) => text.includes(phrase))) continue;
		if (phrases.some((phrase) => text.includes(phrase))) return category;
	}
	return "unknown";
}
