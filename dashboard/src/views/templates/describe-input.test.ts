import type { Template } from "../../home/answers";
import { describeInput, describeValue } from "./describe-input";

const input = (
	more: Partial<Template["inputs"][number]>,
): Template["inputs"][number] => ({
	name: "trim_start",
	step: 1,
	parameter: "start",
	kind: "value",
	type: "integer",
	required: true,
	values: [],
	exhaustive: false,
	...more,
});

describe("an input in words", () => {
	it.each([
		[{ minimum: 0, maximum: 30 }, "you choose: an integer from 0 to 30"],
		[
			{ values: [5, 10], required: false, default: 5 },
			"you may choose: an integer, such as 5 and 10; otherwise 5",
		],
		[
			{ type: "string", values: ["fast", "slow"], exhaustive: true },
			"you choose: a string, one of fast or slow",
		],
		[{ kind: "input_file" }, "you give a file to read"],
		[{ kind: "text", required: false }, "you may give a text of your own"],
	] as const)("%j is %s", (more, words) => {
		expect(describeInput(input(more))).toBe(words);
	});

	it("writes values as one does", () => {
		expect(describeValue([1, 2])).toBe("1, 2");
		expect(describeValue(false)).toBe("false");
	});
});
