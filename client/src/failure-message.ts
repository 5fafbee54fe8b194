/**
 * What an error says: its message, and what the program that failed wrote to stderr, which errors of
 * `node:child_process` and of execa carry. Never throws.
 */
export function messageOfFailure(error: unknown): string {
	try {
		if (typeof error !== "object" || error === null) return String(error);
		const { message, stderr } = error as {
			message?: unknown;
			stderr?: unknown;
		};
		const words = typeof message === "string" ? message : String(error);
		const said = textOf(stderr).trimEnd().slice(-LONGEST_STDERR);
		return said === "" || words.includes(said) ? words : `${words}\n${said}`;
	} catch {
		return "";
	}
}

function textOf(output: unknown): string {
	if (typeof output === "string") return output;
	return Buffer.isBuffer(output)
		? output.subarray(-LONGEST_STDERR).toString()
		: "";
}

/** FFmpeg says the cause last. */
const LONGEST_STDERR = 8_192;
