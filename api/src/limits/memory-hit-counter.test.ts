import { WINDOW_MS } from "./hit-counter";
import { createMemoryHitCounter, MAX_BUCKETS } from "./memory-hit-counter";

describe("the counter in memory", () => {
	const START = 1_790_000_000_000 - (1_790_000_000_000 % WINDOW_MS);
	let now = START;
	beforeEach(() => {
		now = START;
	});
	const open = () => createMemoryHitCounter(() => now);

	it("counts each bucket by itself, in whole amounts", () => {
		const counter = open();
		expect(counter.add("a", 1).total).toBe(1);
		expect(counter.add("a", 500).total).toBe(501);
		expect(counter.add("b", 2).total).toBe(2);
		expect(counter.add("a", 0).total).toBe(501);
		expect(counter.add("a", -1).total).toBe(500);
	});

	it("begins anew with the clock's minute, and says when", () => {
		const counter = open();
		now = START + WINDOW_MS - 1;
		expect(counter.add("a", 7)).toEqual({
			total: 7,
			resetAt: START + WINDOW_MS,
		});
		now += 1;
		expect(counter.add("a", 1)).toEqual({
			total: 1,
			resetAt: START + 2 * WINDOW_MS,
		});
	});

	it("keeps its counts when the clock is put back a little, and not when by far", () => {
		const counter = open();
		now = START + WINDOW_MS;
		counter.add("a", 7);
		now -= 1;
		expect(counter.add("a", 1)).toEqual({
			total: 8,
			resetAt: START + 2 * WINDOW_MS,
		});
		now += 1;
		expect(counter.add("a", 1).total).toBe(9);
		now -= 60 * WINDOW_MS;
		expect(counter.add("a", 1).total).toBe(1);
	});

	it("forgets the oldest buckets, not the newest, when there are too many", () => {
		const counter = open();
		for (let index = 0; index <= MAX_BUCKETS; index++)
			counter.add(`b${index}`, 1);
		expect(counter.add(`b${MAX_BUCKETS}`, 1).total).toBe(2);
		expect(counter.add("b1", 1).total).toBe(2);
		expect(counter.add("b0", 1).total).toBe(1);
	});
});
