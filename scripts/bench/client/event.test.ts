import { wireEventSchema } from "@ffmpeg-analytics/core";
import { indexOf, operationOf, propertiesOf, wireEventOf } from "./event";

const INDEXES = [0, 1, 119, 120, 20_000, 999_999];

it("makes events that are valid in the wire form", () => {
	for (const index of INDEXES)
		wireEventSchema.parse(wireEventOf(index, `event-${index}`));
});

it("has 12 properties in either form, with the same values", () => {
	for (const index of INDEXES) {
		const { workflowContext, ...rest } = operationOf(index);
		const flat = { ...rest, ...workflowContext };
		expect(flat).toEqual(propertiesOf(index));
		expect(Object.keys(flat)).toHaveLength(12);
	}
});

it("is known again by the size of its file, and nothing else is", () => {
	for (const index of INDEXES)
		expect(indexOf(operationOf(index).fileSize)).toBe(index);
	for (const other of [0, 999_999, 1_000_001, "1000000", undefined])
		expect(indexOf(other)).toBeUndefined();
});
