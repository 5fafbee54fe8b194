/**
 * The words of one or more vocabularies: text with words parted by white space, so that a
 * vocabulary stays as compact and as easy to review as a page of a dictionary.
 */
export function wordsOf(...vocabularies: readonly string[]): string[] {
	return vocabularies.join(" ").split(/\s/).filter(isNotEmpty);
}

/** {@link wordsOf} as a set. */
export function wordSet(
	...vocabularies: readonly string[]
): ReadonlySet<string> {
	return new Set(wordsOf(...vocabularies));
}

function isNotEmpty(word: string): boolean {
	return word !== "";
}
