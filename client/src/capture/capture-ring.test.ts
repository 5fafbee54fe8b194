import fc from "fast-check";
import { CaptureRing, MAX_CAPTURE_BYTES } from "./capture-ring.ts";
import type { CapturedOperation } from "./captured-operation.ts";

const anyNumber = fc.double({ noDefaultInfinity: false });
const anyText = fc.string({ unit: "grapheme", maxLength: 60 });
const captures: fc.Arbitrary<CapturedOperation> = fc.record({
	sequence: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
	timestamp: anyNumber,
	success: fc.boolean(),
	processingTime: anyNumber,
	fileSize: anyNumber,
	memoryUsage: anyNumber,
	sequencePosition: anyNumber,
	batchSize: anyNumber,
	userId: anyText,
	operationType: anyText,
	inputFormat: anyText,
	outputFormat: anyText,
	workflowType: anyText,
	sessionId: anyText,
	errorMessage: fc.string({ unit: "binary", maxLength: 8_192 }),
	parameters: fc.json({ maxDepth: 2 }),
});

/** What UTF-8 makes of a text: halves of surrogate pairs are lost. */
const inUtf8 = (captured: CapturedOperation): CapturedOperation =>
	Object.fromEntries(
		Object.entries(captured).map(([name, value]) => [
			name,
			typeof value === "string" ? Buffer.from(value).toString() : value,
		]),
	) as unknown as CapturedOperation;

function captureOf(sequence: number, errorMessage: string): CapturedOperation {
	return {
		sequence,
		timestamp: 1,
		success: false,
		processingTime: 2,
		fileSize: 3,
		memoryUsage: Number.NaN,
		sequencePosition: Number.NaN,
		batchSize: Number.NaN,
		userId: "user",
		operationType: "trim",
		inputFormat: "",
		outputFormat: "",
		workflowType: "",
		sessionId: "",
		errorMessage,
		parameters: "{}",
	};
}

function takeAll(ring: CaptureRing): CapturedOperation[] {
	const taken: CapturedOperation[] = [];
	for (let next = ring.take(); next !== undefined; next = ring.take())
		taken.push(next);
	return taken;
}

test("captures come out as they went in, in their order", () => {
	fc.assert(
		fc.property(
			fc.array(fc.array(captures, { maxLength: 20 }), { maxLength: 5 }),
			(portions) => {
				const ring = new CaptureRing();
				for (const portion of portions) {
					for (const captured of portion) expect(ring.put(captured)).toBe(0);
					expect(takeAll(ring)).toEqual(portion.map(inUtf8));
				}
				expect(ring.gone).toBe(ring.captured);
			},
		),
	);
});

test("captures are added while others are taken", () => {
	const ring = new CaptureRing();
	const taken: number[] = [];
	for (let i = 1; i <= 30_000; i++) {
		ring.put(captureOf(i, "é".repeat(i % 50)));
		if (i % 3 !== 0) taken.push(ring.take()?.sequence ?? 0);
	}
	taken.push(...takeAll(ring).map(({ sequence }) => sequence));
	expect(taken).toEqual(Array.from({ length: 30_000 }, (_, i) => i + 1));
});

test("a burst of 20,000 ordinary operations fits", () => {
	const ring = new CaptureRing();
	for (let i = 1; i <= 20_000; i++)
		expect(ring.put(captureOf(i, "x".repeat(250)))).toBe(0);
});

test.each([
	["short", ""],
	["long", "x".repeat(8_192)],
])("of too many %s captures the oldest go, and are counted", (_, message) => {
	const ring = new CaptureRing();
	let dropped = 0;
	let put = 0;
	while (dropped === 0) dropped += ring.put(captureOf(++put, message));
	const kept = takeAll(ring).map(({ sequence }) => sequence);
	expect(kept).toHaveLength(put - dropped);
	expect(kept[0]).toBe(dropped + 1);
	expect(kept.at(-1)).toBe(put);
	expect(ring.gone).toBe(put);
	expect(put * message.length).toBeLessThan(MAX_CAPTURE_BYTES * 1.1);
	expect(ring.take()).toBeUndefined();
});
