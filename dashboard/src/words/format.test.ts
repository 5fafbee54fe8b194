import {
	formatBytes,
	formatCompact,
	formatCount,
	formatDay,
	formatDuration,
	formatMonth,
	formatRate,
	inWords,
	joinWords,
	plural,
} from "./format";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("figures as people read them", () => {
	it.each([
		[0, "0 %"],
		[0.0001, "< 0.1 %"],
		[0.001, "0.1 %"],
		[0.0512, "5.1 %"],
		[0.624, "62 %"],
		[0.9748, "97.5 %"],
		[0.99995, "> 99.9 %"],
		[1, "100 %"],
	])("the rate %d is %s", (rate, text) => {
		expect(plain(formatRate(rate))).toBe(text);
	});

	it.each([
		[0, "0 ms"],
		[0.4, "< 1 ms"],
		[419.6, "420 ms"],
		[999.6, "1 s"],
		[5_262, "5.26 s"],
		[59_949, "59.9 s"],
		[59_960, "1 min"],
		[260_000, "4 min 20 s"],
		[3_599_900, "1 h"],
		[7_500_000, "2 h 5 min"],
		[604_800_000, "7 d"],
	])("%d ms are %s", (milliseconds, text) => {
		expect(formatDuration(milliseconds)).toBe(text);
	});

	it.each([
		[0, "0 B"],
		[999, "999 B"],
		[999.7, "1 kB"],
		[1_500_000_000, "1.5 GB"],
		[2 ** 50, "1.13 PB"],
		[5e18, "5,000 PB"],
	])("%d bytes are %s", (bytes, text) => {
		expect(formatBytes(bytes)).toBe(text);
	});

	it("counts are whole, and short where there is little room", () => {
		expect(formatCount(1_234_567)).toBe("1,234,567");
		expect(formatCompact(9_999)).toBe("9,999");
		expect(formatCompact(12_345)).toBe("12.3k");
		expect(formatCompact(1_234_567)).toBe("1.2M");
	});

	it("days and months are UTC", () => {
		expect(formatDay("2026-11-01")).toBe("1 Nov");
		expect(formatMonth("2026-01")).toBe("Jan 2026");
	});

	it("words are joined, and agree with their number", () => {
		expect(inWords("music_video")).toBe("music video");
		expect(joinWords([])).toBe("");
		expect(joinWords(["a"])).toBe("a");
		expect(joinWords(["a", "b", "c"])).toBe("a, b and c");
		expect(plural(1, "day")).toBe("1 day");
		expect(plural(2, "day")).toBe("2 days");
	});
});
