/** What the person at the terminal can understand without a stack trace: one message. */
export class BenchError extends Error {
	override readonly name = "BenchError";
}
