import {
	formatBytes,
	formatCount,
	formatCounts,
	formatMs,
	formatRate,
	shorten,
} from "./format.ts";

describe("formats", () => {
	it("print a dash where there is no value, and zero where it is zero", () => {
		const formats = [formatMs, formatRate, formatCount, formatBytes];
		for (const format of formats) expect(format(undefined)).toBe("-");
		for (const format of formats) expect(format(null)).toBe("-");
		expect(formats.map((format) => format(0))).toEqual([
			"0 ms",
			"0.0 %",
			"0",
			"0 B",
		]);
	});

	it.each([
		[999, "999 ms"],
		[999.5, "1.00 s"],
		[1_240, "1.24 s"],
	])("times: %d is %s", (ms, text) => {
		expect(formatMs(ms)).toBe(text);
	});

	it.each([
		[999, "999 B"],
		[1_000, "1.0 kB"],
		[999_949, "999.9 kB"],
		[999_950, "1.0 MB"],
		[999_950_000, "1.0 GB"],
	])("sizes: %d is %s", (bytes, text) => {
		expect(formatBytes(bytes)).toBe(text);
	});

	it("counts: the largest first, then by name, and the rest as a number", () => {
		const counts = { b: 1, a: 1, c: 9, d: 1 };
		expect(formatCounts(counts)).toBe("c 9, a 1, b 1, d 1");
		expect(formatCounts(counts, 2)).toBe("c 9, a 1, 2 more");
		expect(formatCounts({})).toBe("-");
	});

	it("shortens what is longer than the length, and only that", () => {
		expect(shorten("four", 4)).toBe("four");
		expect(shorten("fifth", 4)).toBe("fif…");
		expect(shorten(" a\n b ", 4)).toBe("a b");
	});
});
