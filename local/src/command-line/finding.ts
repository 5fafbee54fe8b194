/** What an examination found of one thing. */
export interface Finding {
	readonly subject: string;
	/** `warning`: it works, but not as one would wish. */
	readonly verdict: "ok" | "warning" | "wrong";
	/** What is so, and what to do about it. */
	readonly words: string;
}

/** A finding by its verdict. */
export const finding =
	(verdict: Finding["verdict"]) =>
	(subject: string, words: string): Finding => ({ subject, verdict, words });

export const ok = finding("ok");
export const warning = finding("warning");
export const wrong = finding("wrong");

/** What `examine` finds; what it throws is wrong in its own words. */
export async function examined(
	subject: string,
	examine: () => Promise<Finding[]> | Finding[],
): Promise<Finding[]> {
	try {
		return await examine();
	} catch (error) {
		return [wrong(subject, (error as Error).message)];
	}
}
