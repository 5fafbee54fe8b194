import type { UserRecord } from "@ffmpeg-analytics/core";
import { RecordCache } from "./record-cache";

const versioned = (userId: string, version: number, length = 10) => ({
	record: { userId } as UserRecord,
	version,
	length,
});

describe("RecordCache", () => {
	it("gives a record to one taker, and only where it is of the row's version", () => {
		const cache = new RecordCache(100);
		const ada = versioned("ada", 3);
		cache.put(ada);
		expect(cache.take("ada", 3)).toBe(ada.record);
		expect(cache.take("ada", 3)).toBeUndefined();
		cache.put(versioned("ada", 4));
		expect(cache.take("ada", 5)).toBeUndefined();
		expect(cache.take("ada", 4)).toBeUndefined();
	});

	it("holds so many characters, and lets go of what was written longest ago", () => {
		const cache = new RecordCache(30);
		for (const user of ["a", "b", "c"]) cache.put(versioned(user, 1));
		cache.put(versioned("a", 2));
		cache.put(versioned("d", 1));
		expect(cache.take("b", 1)).toBeUndefined();
		for (const [user, version] of [
			["a", 2],
			["c", 1],
			["d", 1],
		] as const)
			expect(cache.take(user, version)).toBeDefined();
		cache.put(versioned("e", 1, 31));
		expect(cache.take("e", 1)).toBeUndefined();
		cache.put(versioned("f", 1, 30));
		expect(cache.take("f", 1)).toBeDefined();
	});
});
