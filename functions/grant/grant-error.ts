/** What is wrong, in words for whoever called, and what to do about it. */
export class GrantError extends Error {
	override readonly name = "GrantError";
	readonly hint: string;
	/** 2 if the call is wrong, 1 if it failed. */
	readonly exitCode: 1 | 2;

	constructor(message: string, hint: string, exitCode: 1 | 2 = 1) {
		super(message);
		this.hint = hint;
		this.exitCode = exitCode;
	}
}
