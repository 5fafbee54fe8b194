import type { TrackedOperation } from "../tracked-operation.ts";
import { captureOperation } from "./capture-operation.ts";
import type { CapturedOperation } from "./captured-operation.ts";

const NOW = Date.UTC(2026, 10, 22);

const OPERATION: TrackedOperation = {
	userId: "ada",
	operationType: "trim",
	processingTime: 12.5,
	success: true,
};

function capture(more: Readonly<Record<string, unknown>>): CapturedOperation {
	const captured = captureOperation({ ...OPERATION, ...more }, 7, NOW);
	if (typeof captured === "string") throw new Error(captured);
	return captured;
}

test("what the host leaves out is empty, and the time is now", () => {
	expect(captureOperation(OPERATION, 7, NOW)).toEqual({
		sequence: 7,
		timestamp: NOW,
		success: true,
		processingTime: 12.5,
		fileSize: Number.NaN,
		memoryUsage: Number.NaN,
		sequencePosition: Number.NaN,
		batchSize: Number.NaN,
		userId: "ada",
		operationType: "trim",
		inputFormat: "",
		outputFormat: "",
		workflowType: "",
		sessionId: "",
		errorMessage: "",
		parameters: "{}",
	});
});

test.each([
	["userId", undefined],
	["userId", ""],
	["userId", "x".repeat(1_025)],
	["userId", Number.NaN],
	["operationType", ""],
	["operationType", 5],
	["success", 1],
	["success", undefined],
	["processingTime", "12"],
	["processingTime", Number.NaN],
])(
	"an operation whose %s is %p is none, and the reason names it",
	(name, value) => {
		const operation = { ...OPERATION, [name]: value } as TrackedOperation;
		expect(captureOperation(operation, 7, NOW)).toMatch(`${name} must be`);
	},
);

test("ids may be numbers, and as long as names are", () => {
	expect(capture({ userId: 42 }).userId).toBe("42");
	expect(capture({ userId: "x".repeat(1_024) }).userId).toHaveLength(1_024);
});

test.each([
	[new Date(1_000), 1_000],
	[1_000.9, 1_000],
	[-0.5, -1],
	[new Date(Number.NaN), NOW],
	[Number.POSITIVE_INFINITY, NOW],
	[8.64e15 + 2, NOW],
	["yesterday", NOW],
	[null, NOW],
])("the time %p is %p", (timestamp, expected) => {
	expect(capture({ timestamp }).timestamp).toBe(expected);
});

test("a message is kept only of what failed", () => {
	const errorMessage = "Invalid data found";
	expect(capture({ errorMessage }).errorMessage).toBe("");
	expect(capture({ errorMessage, success: false }).errorMessage).toBe(
		errorMessage,
	);
});

test("of a long message the last whole lines stay", () => {
	const errorMessage = `${"a line\n".repeat(100_000)}the cause`;
	const kept = capture({ errorMessage, success: false }).errorMessage;
	expect(kept.length).toBeLessThanOrEqual(8_192);
	expect(kept).toMatch(/^a line\n(?:a line\n)*the cause$/);
});

test("of one long line its first whole words stay, so that no half of a word looks harmless", () => {
	const errorMessage = `${"word ".repeat(1_600)}${"secret".repeat(2_000)}`;
	const kept = capture({ errorMessage, success: false }).errorMessage;
	expect(kept).toBe("word ".repeat(1_600).trimEnd());
	expect(
		capture({ errorMessage: "x".repeat(9_000), success: false }).errorMessage,
	).toBe("");
});

test("a context given beside the operation counts instead of its own", () => {
	const operation = { ...OPERATION, workflowContext: { sessionId: "own" } };
	expect(
		captureOperation(operation, 7, NOW, { sessionId: "given", batchSize: 3 }),
	).toMatchObject({ sessionId: "given", batchSize: 3 });
	expect(captureOperation(operation, 7, NOW)).toMatchObject({
		sessionId: "own",
	});
});
