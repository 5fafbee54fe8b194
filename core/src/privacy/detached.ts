/**
 * The same text with memory of its own. A part of a text keeps the whole of it alive, which for a
 * cache of sanitised lines would be the message that they were cut from.
 */
export function detached(text: string): string {
	return ` ${text}`.slice(1);
}
