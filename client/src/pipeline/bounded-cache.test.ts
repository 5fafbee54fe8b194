import { BoundedCache } from "./bounded-cache.ts";

test("remembers at least as many as its capacity, and at most twice as many", () => {
	const cache = new BoundedCache<number>(10);
	for (let i = 0; i < 100; i++) cache.set(`key ${i}`, i);
	const known = Array.from({ length: 100 }, (_, i) => cache.get(`key ${i}`));
	expect(known.slice(90)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99]);
	expect(
		known.filter((value) => value !== undefined).length,
	).toBeLessThanOrEqual(20);
});

test("what is asked for again and again stays", () => {
	const cache = new BoundedCache<string>(10);
	cache.set("kept", "value");
	for (let i = 0; i < 1_000; i++) {
		cache.set(`key ${i}`, "x");
		expect(cache.get("kept")).toBe("value");
	}
});
