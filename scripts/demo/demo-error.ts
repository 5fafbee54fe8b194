/** Something that the person at the terminal can put right; `hint` says how. */
export class DemoError extends Error {
	readonly hint: string;

	constructor(message: string, hint: string) {
		super(message);
		this.name = "DemoError";
		this.hint = hint;
	}
}
