/**
 * The words of one or more vocabularies: text with words parted by white space, so that a
 * vocabulary stays as compact and as easy to review as a page of a dictionary.
 */
export function wordsOf(...vocabularies: readonly string[]): string[] {
	return vocabularies.join(" ").trim().split(/\s+/);
}

/** {@link wordsOf} as a set. */
export function wordSet(
	...vocabularies: readonly string[]
): ReadonlySet<string> {
	return new Set(wordsOf(...vocabularies));
}

/**
 * Makes something when it is first asked for, and only then: a host that reports nothing does not pay
 * for the vocabularies.
 */
export function once<T>(make: () => T): () => T {
	let made: T | undefined;
	return () => {
		made ??= make();
		return made;
	};
}
