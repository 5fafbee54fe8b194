import { BoundedCache } from "./bounded-cache.ts";

/** A cache, and the keys whose values had to be found. */
function openCache(capacity: number) {
	const cache = new BoundedCache<string | undefined>(capacity);
	const found: string[] = [];
	const get = (key: string) =>
		cache.get(key, (missing) => {
			found.push(missing);
			return missing === "nothing" ? undefined : `value of ${missing}`;
		});
	return { get, found };
}

test("what comes twice is found twice, and known from then on", () => {
	const { get, found } = openCache(10);
	for (let i = 0; i < 5; i++) expect(get("a")).toBe("value of a");
	expect(found).toEqual(["a", "a"]);
});

test("what has no value is never known", () => {
	const { get, found } = openCache(10);
	for (let i = 0; i < 3; i++) expect(get("nothing")).toBeUndefined();
	expect(found).toHaveLength(3);
});

test("remembers at least as many as its capacity, and at most twice as many", () => {
	const { get, found } = openCache(10);
	const keys = Array.from({ length: 100 }, (_, i) => `key ${i}`);
	for (const key of keys) {
		get(key);
		get(key);
	}
	found.length = 0;
	for (const key of keys.slice(90)) get(key);
	expect(found).toEqual([]);
	for (const key of keys.slice(0, 90)) get(key);
	expect(found.length).toBeGreaterThanOrEqual(80);
});

test("what is asked for again and again stays, whatever comes between", () => {
	const { get, found } = openCache(10);
	for (let i = 0; i < 1_000; i++) {
		get("kept");
		get(`key ${i}`);
		get(`key ${i % 20}`);
	}
	expect(found.filter((key) => key === "kept")).toHaveLength(2);
});
