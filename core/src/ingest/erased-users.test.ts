import type { Erasure } from "../erasure/erasure";
import type { ErasureQuery, Page } from "../ports/store";
import {
	ErasedUsers,
	KNOWN_FOR_MS,
	OVERLAP_MS,
	REFRESH_AFTER_MS,
	RETRY_AFTER_MS,
	STALE_AFTER_MS,
} from "./erased-users";

const START = Date.UTC(2026, 10, 22);

/** What a store's tombstones answer, page by page, and what was asked. */
function listing(answer: (query: ErasureQuery) => Page<Erasure> | Error) {
	const asked: ErasureQuery[] = [];
	return {
		asked,
		listErasures: async (query: ErasureQuery) => {
			asked.push(query);
			const page = answer(query);
			if (page instanceof Error) throw page;
			return page;
		},
	};
}

const tombstone = (userId: string, writtenAt: number): Erasure => ({
	userId,
	writtenAt,
	through: writtenAt,
	expireAt: writtenAt + 1,
	finished: false,
});

const nothing = () => listing(() => ({ items: [] }));

describe("ErasedUsers", () => {
	it("knows up to which time a user was erased", async () => {
		const users = new ErasedUsers(
			listing(() => ({ items: [tombstone("a", START)] })),
		);
		expect(users.isErased("a", START)).toBe(false);
		await users.refreshed(START);
		expect(users.isErased("a", START)).toBe(true);
		expect(users.isErased("a", START + 1)).toBe(false);
		expect(users.isErased("b", START)).toBe(false);
		users.note({ userId: "b", through: 7 });
		users.note({ userId: "b", through: 6 });
		expect(users.isErased("b", 7)).toBe(true);
		expect(users.isErased("b", 8)).toBe(false);
	});

	it("waits where it knows nothing or too little, and asks in the background before that", async () => {
		const store = nothing();
		const users = new ErasedUsers(store);
		const both = [users.refreshed(START), users.refreshed(START)];
		expect(both[0]).toBeInstanceOf(Promise);
		await Promise.all(both);
		expect(store.asked).toHaveLength(1);
		expect(users.refreshed(START + REFRESH_AFTER_MS)).toBeUndefined();
		expect(store.asked).toHaveLength(1);
		expect(users.refreshed(START + STALE_AFTER_MS)).toBeUndefined();
		expect(store.asked).toHaveLength(2);
		await settled();
		const stale = START + 2 * STALE_AFTER_MS + 1;
		expect(users.refreshed(stale)).toBeInstanceOf(Promise);
		expect(store.asked).toHaveLength(3);
	});

	it("asks again where the clock has gone back", async () => {
		const store = nothing();
		const users = new ErasedUsers(store);
		await users.refreshed(START);
		await users.refreshed(START - 1);
		expect(store.asked).toHaveLength(2);
	});

	it("goes on without an answer, and lets nobody wait for the next attempt at once", async () => {
		const store = listing(() => new Error("away"));
		const users = new ErasedUsers(store);
		await expect(users.refreshed(START)).resolves.toBeUndefined();
		expect(users.refreshed(START + RETRY_AFTER_MS - 1)).toBeUndefined();
		expect(store.asked).toHaveLength(1);
		expect(users.refreshed(START + RETRY_AFTER_MS)).toBeInstanceOf(Promise);
		expect(store.asked).toHaveLength(2);
	});

	it("reads a month at first, page by page, then what came after the last one it saw", async () => {
		const store = listing(({ after }) =>
			after === undefined
				? { items: [tombstone("a", START - 9)], next: "2" }
				: { items: [tombstone("b", START - 5)] },
		);
		const users = new ErasedUsers(store);
		await users.refreshed(START);
		expect(users.isErased("a", 0) && users.isErased("b", 0)).toBe(true);
		await users.refreshed(START + STALE_AFTER_MS + 1);
		expect(store.asked.map(({ since, after }) => [since, after])).toEqual([
			[START - KNOWN_FOR_MS, undefined],
			[START - KNOWN_FOR_MS, "2"],
			[START - 5 - OVERLAP_MS, undefined],
			[START - 5 - OVERLAP_MS, "2"],
		]);
	});

	it("holds so many users, and lets go of those written first", () => {
		const users = new ErasedUsers(nothing(), { maxUsers: 2 });
		for (const userId of ["a", "b", "a", "c"])
			users.note({ userId, through: 1 });
		expect(["a", "b", "c"].map((userId) => users.isErased(userId, 1))).toEqual([
			true,
			false,
			true,
		]);
	});
});

/** Lets what goes on in the background end. */
async function settled(): Promise<void> {
	await new Promise((resolve) => setImmediate(resolve));
}
