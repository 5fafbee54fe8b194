import fc from "fast-check";
import { inLines, type LineBounds, parseLine } from "./lines";

const BOUNDS: LineBounds = { maxLineBytes: 10, maxLines: 3, maxBytes: 20 };

async function* chunksOf(pieces: readonly (string | Uint8Array)[]) {
	for (const piece of pieces) yield Buffer.from(piece as string);
}

/** The batches, each line as its number and its text; null if it is too long. */
async function batchesOf(
	pieces: readonly (string | Uint8Array)[],
	bounds = BOUNDS,
) {
	const batches: [number, string | null][][] = [];
	for await (const batch of inLines(chunksOf(pieces), bounds))
		batches.push(
			batch.map(({ number, bytes }) => [number, bytes?.toString() ?? null]),
		);
	return batches;
}

describe("lines", () => {
	test("are the same wherever chunks are cut", () =>
		fc.assert(
			fc.asyncProperty(
				fc.array(
					fc.string({
						unit: fc.constantFrom("a", "é", "\r", " "),
						maxLength: 7,
					}),
				),
				fc.array(fc.nat(9)),
				fc.boolean(),
				async (lines, cuts, isEnded) => {
					const text = lines.join("\n") + (isEnded ? "\n" : "");
					const bytes = Buffer.from(text);
					const pieces: Buffer[] = [];
					let at = 0;
					for (const cut of cuts) {
						pieces.push(bytes.subarray(at, at + cut));
						at += cut;
					}
					pieces.push(bytes.subarray(at));
					const found = (await batchesOf(pieces)).flat();
					const expected = text.split("\n");
					if (expected.at(-1) === "") expected.pop();
					expect(found).toEqual(
						expected.map((line, index) => [
							index + 1,
							Buffer.byteLength(line) > 10 ? null : line,
						]),
					);
				},
			),
		));

	test("come in batches of so many, or about so many bytes", async () => {
		expect(await batchesOf(["1\n2\n3\n4\n"])).toEqual([
			[
				[1, "1"],
				[2, "2"],
				[3, "3"],
			],
			[[4, "4"]],
		]);
		const long = "x".repeat(10);
		expect(await batchesOf([`${long}\n${long}\n3`])).toEqual([
			[
				[1, long],
				[2, long],
			],
			[[3, "3"]],
		]);
		expect(await batchesOf([])).toEqual([]);
	});

	test("that are too long leave nothing but their number, however they come", async () => {
		const long = "x".repeat(11);
		expect((await batchesOf([long, long, "\nb\n", long])).flat()).toEqual([
			[1, null],
			[2, "b"],
			[3, null],
		]);
	});
});

describe("a line", () => {
	const parsed = (bytes: string | Uint8Array | undefined) =>
		parseLine(
			{
				number: 1,
				bytes: bytes === undefined ? bytes : Buffer.from(bytes as string),
			},
			10,
		);

	test.each([
		["{}", {}],
		[" 1 \r", 1],
		["\ufeffnull", null],
	])("holds JSON: %j", (text, value) => {
		expect(parsed(text)).toEqual({ kind: "value", value });
	});

	test.each(["", " ", "\r", "\ufeff"])(
		"is passed over if blank: %j",
		(text) => {
			expect(parsed(text)).toEqual({ kind: "blank" });
		},
	);

	test.each([
		[undefined, "must have at most 10 bytes"],
		["{", expect.stringMatching(/^is not valid JSON: /)],
		["1 2", expect.stringMatching(/^is not valid JSON: /)],
		[Uint8Array.of(0x22, 0xff, 0x22), "is not valid UTF-8"],
	])("is told what is wrong with it: %j", (bytes, message) => {
		expect(parsed(bytes)).toEqual({ kind: "wrong", message });
	});
});
