import { readPeak } from "./peak-memory.ts";

describe("readPeak", () => {
	it("reads the peak, not the present size", () => {
		const status = "Name:\tffmpeg\nVmHWM:\t   63164 kB\nVmRSS:\t   1200 kB\n";
		expect(readPeak(status)).toBe(63_164 * 1024);
	});

	it("has none of a process that has ended", () => {
		expect(readPeak("Name:\tffmpeg\nState:\tZ (zombie)\n")).toBeUndefined();
	});
});
