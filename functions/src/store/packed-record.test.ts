import { packRecord, unpackRecord } from "./packed-record";

describe("packRecord", () => {
	it.each([
		[null],
		[[]],
		[{ constructor: [1, -0.5, 2 ** 53 - 1] }],
		[{ text: "漢👩‍🔬\u0000\u2028".repeat(999), more: { a: [{}, "", true] } }],
	])("gives a record back, however small the pieces: %#", (record) => {
		for (const maxPieceBytes of [1, 7, 20, 1_000]) {
			const packed = packRecord(record, maxPieceBytes);
			expect(unpackRecord(packed)).toEqual(record);
			for (const piece of packed.slice(1))
				expect(piece.length).toBeLessThanOrEqual(maxPieceBytes);
		}
	});

	it("leaves short records readable and deflates long ones", () => {
		expect(packRecord({ a: 1 })).toEqual(['{"a":1}']);
		const [first, ...rest] = packRecord({ a: "trim->resize|".repeat(10_000) });
		expect(rest).toEqual([]);
		expect(first.length).toBeLessThan(2_000);
	});

	it("keeps half a surrogate pair, which UTF-8 cannot", () => {
		const record = { a: "\ud800" };
		expect(unpackRecord(packRecord(record))).toEqual(record);
	});
});
