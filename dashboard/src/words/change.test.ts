import { changeOf, changeOfRate } from "./change";

const plain = (text: string | undefined) => text?.replaceAll("\u00a0", " ");

describe("a figure beside the days before", () => {
	it("grows or shrinks by per cent, and says whether that is good", () => {
		const grown = changeOf(124, 100, "better");
		expect(plain(grown?.text)).toBe("+24 %");
		expect(grown?.tone).toBe("better");
		const shrunk = changeOf(50, 100, "worse");
		expect(plain(shrunk?.text)).toBe("−50 %");
		expect(shrunk?.tone).toBe("better");
		expect(changeOf(200, 100, "worse")?.tone).toBe("worse");
		expect(changeOf(200, 100, "neutral")?.tone).toBe("neutral");
	});

	it("has no change where there was nothing before", () => {
		expect(changeOf(5, 0, "better")).toBeUndefined();
	});

	it("is so many times as much rather than thousands of per cent", () => {
		expect(changeOf(1_200, 100, "better")?.text).toBe("12 times");
		expect(plain(changeOf(1_099, 100, "better")?.text)).toBe("+999 %");
	});

	it("is a number behind its sign where nearly all is gone", () => {
		expect(plain(changeOf(1, 2_000, "better")?.text)).toBe("−99.9 %");
		expect(plain(changeOf(0, 2_000, "better")?.text)).toBe("−100 %");
		expect(plain(changeOf(200, 100, "better")?.text)).toBe("+100 %");
	});

	it("may be unchanged", () => {
		expect(changeOf(100_001, 100_000, "better")?.text).toBe("unchanged");
		expect(changeOfRate(0.97, 0.97)).toEqual({
			text: "unchanged",
			tone: "neutral",
		});
	});

	it("of a rate is told in points", () => {
		expect(changeOfRate(0.975, 0.962)).toEqual({
			text: "+1.3 points",
			tone: "better",
		});
		expect(changeOfRate(0.95, 0.97)).toEqual({
			text: "−2.0 points",
			tone: "worse",
		});
	});
});
