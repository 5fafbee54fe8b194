import { formatTable } from "./table";

describe("formatTable", () => {
	it("makes columns as wide as their widest cell, numbers to the right", () => {
		expect(
			formatTable(
				[{ title: "operation" }, { title: "count", align: "right" }],
				[
					["trim", "1,234"],
					["ä→b", ""],
				],
			),
		).toBe(
			[
				"  operation  count",
				"  ---------  -----",
				"  trim       1,234",
				"  ä→b            -",
			].join("\n"),
		);
	});

	it("has no heading without titles, and no spaces at a line's end", () => {
		expect(
			formatTable(
				[{}, {}],
				[
					["a", "long"],
					["bb", "x"],
				],
			),
		).toBe("  a   long\n  bb  x");
	});

	it("cuts what is too long, and lets no control character through", () => {
		expect(formatTable([{ maxWidth: 8 }], [["abcdefghi"], ["abcdefgh"]])).toBe(
			"  abcde...\n  abcdefgh",
		);
		expect(formatTable([{}], [["a\u001b[31m\nb\u009bc"]])).toBe("  a [31m b c");
	});
});
