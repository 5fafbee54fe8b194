import { readyEvents } from "../../testing/ready-events.ts";
import {
	appendRecord,
	bytesOf,
	groupRecords,
	isWholeRecord,
	joinRecords,
	MAX_RECORD_BYTES,
	mostBytesOf,
	splitRecords,
	withoutLastSeparator,
} from "./batch.ts";

const JSONS = [...readyEvents(1, 5).map(({ json }) => json), '{"id":"é€𝄞"}'];
const RECORDS = JSONS.map((json) => Buffer.from(json));

describe("records", () => {
	it("are written one behind the other, and are a JSON array's inside", () => {
		const slab = { bytes: Buffer.alloc(16_384), length: 0 };
		for (const json of JSONS) {
			const bytes = appendRecord(slab, json);
			expect(bytes).toBe(bytesOf(json));
			expect(bytes).toBeLessThanOrEqual(mostBytesOf(json));
		}
		const content = slab.bytes.subarray(0, slab.length);
		expect(content).toEqual(joinRecords(RECORDS));
		const array = JSON.parse(`[${withoutLastSeparator(content)}]`);
		expect(array).toEqual(JSONS.map((json) => JSON.parse(json)));
	});

	it("come apart again, with or without the last separator, and without empty lines", () => {
		const content = joinRecords(RECORDS);
		expect(splitRecords(content)).toEqual(RECORDS);
		expect(splitRecords(withoutLastSeparator(content))).toEqual(RECORDS);
		expect(splitRecords(Buffer.from('\n\n{"id":"a"},\n\n'))).toEqual([
			Buffer.from('{"id":"a"}'),
		]);
		expect(splitRecords(Buffer.alloc(0))).toEqual([]);
	});

	it.each([
		['{"id":"a","b":[1]}', true],
		['{"id":"a","b":[1', false],
		['{"id":1}', false],
		["{}", false],
		["null", false],
		["\0\0\0", false],
		[`{"id":"${"a".repeat(MAX_RECORD_BYTES - 9)}"}`, true],
		[`{"id":"${"a".repeat(MAX_RECORD_BYTES - 8)}"}`, false],
	])("tells a whole event from what is none: %.20s", (text, expected) => {
		expect(isWholeRecord(Buffer.from(text))).toBe(expected);
	});

	it("fit into groups by number and by bytes", () => {
		const sizes = (bytes: number, events: number) =>
			groupRecords(RECORDS.slice(0, 5), { bytes, events }).map(
				(group) => group.length,
			);
		expect(sizes(1e6, 5)).toEqual([5]);
		expect(sizes(1e6, 4)).toEqual([4, 1]);
		const two = joinRecords(RECORDS.slice(0, 2)).length;
		expect(sizes(two, 500)[0]).toBe(2);
		expect(sizes(two - 1, 500)[0]).toBe(1);
		expect(sizes(1, 500)).toEqual([1, 1, 1, 1, 1]);
	});
});
