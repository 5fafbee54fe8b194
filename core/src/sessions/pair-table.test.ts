import fc from "fast-check";
import { grown, PairTable } from "./pair-table";

const number = fc.oneof(
	fc.integer({ min: 0, max: 3 }),
	fc.integer({ min: 0, max: 2 ** 31 - 1 }),
);

describe("PairTable", () => {
	it("numbers pairs in order of arrival, and finds them again", () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(number, number)), (pairs) => {
				const table = new PairTable();
				const expected = new Map<string, number>();
				for (const [first, second] of pairs) {
					const key = `${first} ${second}`;
					if (!expected.has(key)) expected.set(key, expected.size);
					const found = table.numberOf(first, second);
					expect(found).toBe(expected.get(key));
					expect([table.firstOf(found), table.secondOf(found)]).toEqual([
						first,
						second,
					]);
				}
				expect(table.size).toBe(expected.size);
			}),
		);
	});

	it("grows without forgetting", () => {
		const table = new PairTable();
		for (let round = 0; round < 2; round++)
			for (let pair = 0; pair < 10_000; pair++)
				if (table.numberOf(pair >> 7, pair & 127) !== pair)
					throw new Error(`pair ${pair} has another number`);
		expect(table.size).toBe(10_000);
	});
});

it("grown keeps what is there and adds zeros", () => {
	expect(grown(new Int32Array([1, 2]), 4)).toEqual(
		new Int32Array([1, 2, 0, 0]),
	);
});
