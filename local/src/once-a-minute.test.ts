import { onceAMinute } from "./once-a-minute";

describe("onceAMinute", () => {
	beforeEach(() => jest.useFakeTimers());
	afterEach(() => jest.useRealTimers());

	it("tells at once of the first, and once a minute of those that follow", () => {
		const told: [number, string][] = [];
		const happen = onceAMinute<string>((count, last) =>
			told.push([count, last]),
		);
		happen("a");
		expect(told).toEqual([[1, "a"]]);
		for (let n = 0; n < 1_000; n++) happen("b");
		happen("c");
		jest.advanceTimersByTime(59_999);
		expect(told).toHaveLength(1);
		jest.advanceTimersByTime(1);
		expect(told.splice(1)).toEqual([[1_001, "c"]]);
		// A minute after which there is nothing to tell, and the next one is a first again.
		jest.advanceTimersByTime(120_000);
		expect(told).toHaveLength(1);
		happen("d");
		expect(told.splice(1)).toEqual([[1, "d"]]);
	});
});
