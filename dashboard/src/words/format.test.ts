import {
	formatBytes,
	formatClock,
	formatCompact,
	formatCount,
	formatDay,
	formatDays,
	formatDuration,
	formatInstant,
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
		[258_300_000, "3 d"],
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

	it("instants are UTC", () => {
		const iso = "2026-11-01T01:30:00+02:00";
		expect(formatInstant(iso)).toBe("31 Oct, 23:30");
		expect(formatClock(iso, Date.parse(iso))).toBe("23:30:00");
		expect(formatClock(iso, Date.parse("2026-11-02"))).toBe("31 Oct, 23:30");
	});

	it("a range of days has its years where another one is touched", () => {
		const today = "2026-11-29";
		expect(formatDays("2026-01-01", "2026-11-22", today)).toBe(
			"1 Jan – 22 Nov",
		);
		expect(formatDays("2025-11-22", "2026-11-22", today)).toBe(
			"22 Nov 2025 – 22 Nov 2026",
		);
		expect(formatDays("2025-02-01", "2025-02-03", today)).toBe(
			"1 Feb 2025 – 3 Feb 2025",
		);
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
