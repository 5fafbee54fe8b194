import { ServerClock } from "./server-clock.ts";

const millisecondOf = (micros: number) => Math.floor(micros / 1000);

describe("the server clock", () => {
	const commitTime = (clock: ServerClock) => clock.commit(() => clock.now());

	it("puts a commit into a later millisecond than any read before it", () => {
		const clock = new ServerClock(() => 5_000_250);
		const read = clock.now();
		const commit = commitTime(clock);
		expect(millisecondOf(commit)).toBe(millisecondOf(read) + 1);
		expect(commit % 1000).toBe(250);
	});

	it("shows a commit to every read after it", () => {
		const clock = new ServerClock(() => 5_000_250);
		clock.now();
		const commit = commitTime(clock);
		expect(clock.now()).toBeGreaterThanOrEqual(commit);
	});

	it("never gives two commits the same time, and runs ahead only by microseconds without reads between", () => {
		const clock = new ServerClock(() => 5_000_250);
		expect([commitTime(clock), commitTime(clock), commitTime(clock)]).toEqual([
			5_000_250, 5_000_251, 5_000_252,
		]);
	});

	it("stands still inside a commit and gives commits inside it the same time", () => {
		let wall = 5_000_000;
		const clock = new ServerClock(() => wall++);
		const times = clock.commit(() => [
			clock.now(),
			clock.now(),
			commitTime(clock),
		]);
		expect(new Set(times).size).toBe(1);
	});

	it("goes on after a commit that threw", () => {
		const clock = new ServerClock(() => 5_000_250);
		expect(() =>
			clock.commit(() => {
				throw new Error("refused");
			}),
		).toThrow("refused");
		expect(commitTime(clock)).toBe(5_000_251);
	});

	it("never goes back when the wall clock does", () => {
		let wall = 9_000_000;
		const clock = new ServerClock(() => wall);
		const before = clock.now();
		wall = 1_000_000;
		expect(clock.now()).toBe(before);
		expect(commitTime(clock)).toBeGreaterThan(before);
	});
});
