import { Timestamp } from "@google-cloud/firestore";
import {
	comparePositions,
	documentIdOf,
	eventIdOf,
	formatPosition,
	parsePosition,
} from "./event-position";

/** Every id of up to four characters that stand around the underscore, and one of full length. */
const ids = ["_".repeat(128)];
for (let from = 0, length = 1; length <= 4; length++) {
	const shorter = length === 1 ? [""] : ids.slice(from);
	from = ids.length;
	for (const id of shorter)
		for (const character of "-0AZ_az") ids.push(id + character);
}

describe("a document id", () => {
	it("is never one that Firestore keeps for itself", () => {
		expect(ids.map(documentIdOf).filter((id) => /^__/.test(id))).toEqual([]);
	});

	it("gives the event's id back", () => {
		expect(ids.map(documentIdOf).map(eventIdOf)).toEqual(ids);
	});

	it("sorts as the event's id does", () => {
		const inOrder = [...ids].sort();
		expect(inOrder.map(documentIdOf)).toEqual(ids.map(documentIdOf).sort());
	});
});

describe("a position", () => {
	it("is the same after it was written as text", () => {
		for (const [seconds, nanoseconds] of [
			[0, 0],
			[1_790_000_000, 5],
			[253_402_300_799, 999_999_999],
		] as const)
			for (const documentId of ids.map(documentIdOf)) {
				const storedAt = new Timestamp(seconds, nanoseconds);
				const position = { storedAt, documentId };
				expect(parsePosition(formatPosition(position))).toEqual(position);
			}
	});

	it.each([
		"",
		"1.000000000",
		"1.000000000/",
		"1.0/a",
		"-1.000000000/a",
		"1.000000000/a/b",
		"1.000000000/a ",
		"1.000000000/a^b",
		`1.000000000/${"a".repeat(129)}`,
		"999999999999.000000000/a",
	])("is not read from %j", (text) => {
		expect(parsePosition(text)).toBeUndefined();
	});

	it("comes after those that were stored before, and after lesser ids of one commit", () => {
		const at = (seconds: number, nanoseconds: number, documentId: string) => ({
			storedAt: new Timestamp(seconds, nanoseconds),
			documentId,
		});
		const inOrder = [
			at(1, 5, "z"),
			at(1, 10, "B"),
			at(1, 10, "a"),
			at(2, 0, "-"),
		];
		for (const [i, a] of inOrder.entries())
			for (const [j, b] of inOrder.entries())
				expect(Math.sign(comparePositions(a, b))).toBe(Math.sign(i - j));
	});
});
