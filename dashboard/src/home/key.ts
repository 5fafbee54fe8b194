/** What is wrong with what somebody gives as a key, in words: keys are of visible ASCII, and so are headers. */
export function whatIsWrongWith(key: string): string | undefined {
	if (key === "") return "Enter a key.";
	const odd = /[^!-~]/u.exec(key)?.[0];
	if (odd === undefined) return undefined;
	return /\s/.test(odd)
		? "A key has no spaces or line breaks within. Copy it once more."
		: `A key has no “${odd}”: it is of Latin letters, digits and signs. Copy it once more.`;
}
