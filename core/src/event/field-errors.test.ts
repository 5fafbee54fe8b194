import { z } from "zod";
import { fieldErrors, IN_WORDS, MAX_FIELD_ERRORS } from "./field-errors";
import { wireEventSchema } from "./wire-event";

const messagesOf = (schema: z.ZodType, input: unknown) => {
	const parsed = schema.safeParse(input, IN_WORDS);
	if (parsed.success) throw new Error("it is valid");
	return Object.fromEntries(
		fieldErrors(parsed.error).map(({ path, message }) => [path, message]),
	);
};

describe("field errors", () => {
	it("say what is wrong with an event, and what it should be", () => {
		const event = {
			id: 7,
			timestamp: "yesterday",
			platform: "tv",
			operation: { type: "trim", fileSize: -1, extra: 1 },
			metrics: { success: "yes", processingTime: 0.5, memoryUsage: 2 ** 51 },
			context: [],
		};
		expect(messagesOf(wireEventSchema, event)).toEqual({
			id: "must be a string",
			timestamp: "must be ISO 8601 with a zone, or epoch milliseconds",
			userId: "is missing",
			platform: "must be one of mcp, komposteur, webapp",
			"operation.inputFormat": "is missing",
			"operation.outputFormat": "is missing",
			"operation.parameters": "is missing",
			"operation.fileSize": "must be at least 0",
			"operation.extra": "is not known here",
			"metrics.success": "must be true or false",
			"metrics.processingTime": "must be a whole number",
			"metrics.memoryUsage": `must be at most ${2 ** 50}`,
			context: "must be an object",
		});
		const missing = messagesOf(wireEventSchema, {});
		expect(new Set(Object.values(missing))).toEqual(new Set(["is missing"]));
		expect(messagesOf(wireEventSchema, null)).toEqual({
			"": "must be an object",
		});
	});

	it("leave what a schema says itself", () => {
		const schema = z.strictObject({ n: z.number({ error: "no number" }) });
		expect(messagesOf(schema, { n: "1" })).toEqual({ n: "no number" });
	});

	it("are bounded, however many mistakes there are and however long keys are", () => {
		const keys = Array.from({ length: 500 }, (_, index) => [
			`${index}-${"k".repeat(5_000)}`,
			1,
		]);
		const found = messagesOf(z.strictObject({}), Object.fromEntries(keys));
		expect(Object.keys(found)).toHaveLength(MAX_FIELD_ERRORS);
		for (const path of Object.keys(found)) expect(path.length).toBe(100);
	});
});
