import { readRecords } from "./read-records";
import { emptyUserMonth, type UserRecord } from "./user-record";

const recordOf = (userId: string): UserRecord => ({
	userId,
	current: { ...emptyUserMonth("2026-11"), usageCells: 1 },
	earlierPatternMonths: {},
	activeDays: {},
});

/** Of a million users, each of whom weighs ten. */
function crowd() {
	const asked: number[] = [];
	return {
		asked,
		async readUsers(ids: readonly string[]) {
			asked.push(ids.length);
			return new Map(ids.map((id) => [id, recordOf(id)]));
		},
	};
}

const ids = (count: number) => Array.from({ length: count }, (_, n) => `${n}`);

describe("readRecords", () => {
	it("answers all of them up to its weight, and stops reading beyond it", async () => {
		const store = crowd();
		expect((await readRecords(store, ids(450), 4_500))?.size).toBe(450);
		expect(store.asked).toEqual([200, 200, 50]);
		const other = crowd();
		expect(await readRecords(other, ids(1_000), 3_999)).toBeUndefined();
		expect(other.asked).toEqual([200, 200]);
	});

	it("answers a single user, whatever they weigh", async () => {
		expect((await readRecords(crowd(), ids(1), 1))?.size).toBe(1);
	});
});
