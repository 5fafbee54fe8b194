import { progressLine } from "./import-progress";

describe("progressLine", () => {
	it("shows how far it is, and how fast", () => {
		expect(progressLine({ lines: 12_000, share: 0.5, elapsedMs: 4_000 })).toBe(
			"[============            ]  50 %  12,000 lines  3,000/s",
		);
	});

	it("shows no bar where the end is not known, and none beyond it", () => {
		expect(progressLine({ lines: 10, share: undefined, elapsedMs: 0 })).toBe(
			"10 lines  10,000/s",
		);
		expect(progressLine({ lines: 1, share: 1.1, elapsedMs: 1_000 })).toBe(
			`[${"=".repeat(24)}] 100 %  1 lines  1/s`,
		);
	});
});
