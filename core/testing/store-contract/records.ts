import {
	USER_LIMITS,
	type UserMonth,
	type UserRecord,
} from "../../src/aggregation/user-record";
import {
	type CurrentHarness,
	noise,
	pageCommit,
	user,
	userMonth,
	userRecord,
} from "./samples";

/** Users and their months, whatever they hold. */
export function describeRecords(current: CurrentHarness): void {
	async function roundTrip(record: UserRecord) {
		const { store, reopen } = current();
		const head = await store.readShard(0);
		const userMonths = [{ userId: record.userId, month: record.current }];
		expect(
			await store.commitPage(pageCommit(head, { users: [record], userMonths })),
		).toBe("committed");
		const again = await reopen();
		expect((await again.readUsers([record.userId])).get(record.userId)).toEqual(
			record,
		);
		expect(
			await again.readUserMonths([
				{ userId: record.userId, month: record.current.month },
			]),
		).toEqual(userMonths);
	}

	describe("readUsers and readUserMonths", () => {
		it("leave out what is not there", async () => {
			const { store } = current();
			expect(await store.readUsers([])).toEqual(new Map());
			expect(await store.readUsers([user(0), user(0, 1)])).toEqual(new Map());
			expect(await store.readUserMonths([])).toEqual([]);
			const month = userMonth("2026-05");
			const users = [userRecord(user(0))];
			await store.commitPage(
				pageCommit(await store.readShard(0), {
					users,
					userMonths: [{ userId: user(0), month }],
				}),
			);
			expect(await store.readUsers([user(0, 1), user(0)])).toEqual(
				new Map([[user(0), users[0]]]),
			);
			expect(
				await store.readUserMonths([
					{ userId: user(0), month: "2026-04" },
					{ userId: user(0), month: "2026-05" },
					{ userId: user(0, 1), month: "2026-05" },
				]),
			).toEqual([{ userId: user(0), month }]);
		});

		it("read many at once", async () => {
			const { store } = current();
			const users = Array.from({ length: 150 }, (_, index) =>
				userRecord(user(0, index)),
			);
			const userMonths = users.map(({ userId }, index) => ({
				userId,
				month: userMonth("2026-03", `type${index}`),
			}));
			const commit = pageCommit(await store.readShard(0), {
				users,
				userMonths,
			});
			expect(await store.commitPage(commit)).toBe("committed");
			const ids = users.map(({ userId }) => userId);
			expect((await store.readUsers(ids)).size).toBe(150);
			const months = await store.readUserMonths(
				ids.map((userId) => ({ userId, month: "2026-03" })),
			);
			expect(byUser(months)).toEqual(byUser(userMonths));
		});

		it("replace a record as a whole: what it no longer holds is gone", async () => {
			const { store } = current();
			const full = userRecord(user(0));
			full.activeDays = { "*|*": { "2026-10": 1, "2026-11": 3 } };
			full.current.patterns = { "a->b": "mcp| 1 0 0 0" };
			await store.commitPage(
				pageCommit(await store.readShard(0), { users: [full] }),
			);
			await roundTrip(userRecord(user(0)));
		});

		it("give back what was committed, whatever a reader has done to a record", async () => {
			const { store } = current();
			const read = async () =>
				(await store.readUsers([user(0)])).get(user(0)) as UserRecord;
			const commit = async (record: UserRecord) =>
				store.commitPage(
					pageCommit(await store.readShard(0), { users: [record] }),
				);
			await commit(userRecord(user(0)));
			const [mine, other] = [await read(), await read()];
			expect(mine).toEqual(other);
			mine.latestTimestamp = 1;
			mine.current.patterns["a->b"] = "mcp| 1 0 0 0";
			expect(await read()).toEqual(userRecord(user(0)));
			const stale = await store.readShard(0);
			expect(await commit(mine)).toBe("committed");
			other.latestTimestamp = 2;
			expect(
				await store.commitPage(pageCommit(stale, { users: [other] })),
			).toBe("conflict");
			for (let time = 0; time < 2; time++)
				expect(await read()).toMatchObject({
					latestTimestamp: 1,
					current: { patterns: { "a->b": "mcp| 1 0 0 0" } },
				});
		});

		it("leave out a record that was deleted by age after it was committed", async () => {
			const { store } = current();
			const commit = pageCommit(await store.readShard(0), {
				users: [userRecord(user(0), "2025-01")],
			});
			await store.commitPage(commit);
			await store.deleteUserMonthsBefore(0, "2025-02", 10);
			expect(await store.readUsers([user(0)])).toEqual(new Map());
		});

		it("give back names that databases and languages give a meaning", async () => {
			const record = userRecord(user(0));
			const long = Array.from({ length: 6 }, (_, index) =>
				`v1.2.${index}-${"x.y_z-".repeat(20)}`.slice(0, 64),
			);
			const types = ["constructor", "valueof", "0", "1.5", "a.b", "tostring"];
			record.current.operationTypes = [...types, ...long];
			record.current.traces = {
				"p:mcp": { sessions: [], releasedThrough: Number.MAX_SAFE_INTEGER },
				"s:__proto__": { sessions: [[-1, 1, "__proto__,0,0,0,1,-1,0"]] },
				"s:constructor": {
					sessions: [[1_790_000_000_000, 1, "e,0,1,604800000,0,-2,2,0"]],
				},
			};
			record.current.releasedSessions = "*";
			record.current.patternsFull = true;
			for (const name of [types.join("->"), long.join("->"), "constructor->0"])
				record.current.patterns[name] =
					`mcp| 1 1 0 ${2 ** 52};webapp|constructor ${Number.MAX_SAFE_INTEGER} 0 0 0`;
			record.current.usage = {
				"2026-11-01": {
					cells: ["mcp||constructor", "webapp|podcast|0"],
					counted: "6,5,1001,0,512,0|0:2,1001:3,-1:1||unknown:1",
					recent: "1,1,45,256,193,,;0,2,0,0,-1,900,unknown;",
				},
			};
			record.earlierPatternMonths = {
				"constructor->0": ["2026-09", "2026-10"],
			};
			record.activeDays = { "*|*": { "2026-11": 2 ** 31 - 1 }, "mcp|a.b": {} };
			await roundTrip(record);
		});

		it("give back text of any script", async () => {
			const record = userRecord(user(0));
			record.current.workflowTypes = [
				'ü 漢字 👩‍🔬 e\u0301 \u0000 \u2028 " \\ / ` . [ ] *',
				"",
			];
			await roundTrip(record);
		});

		it("hold a busy user: several hundred kB", async () => {
			await roundTrip(
				busyUser({ patterns: 800, events: 1_000, released: 1_000 }),
			);
		});

		it("hold a user at the limits of what aggregation keeps", async () => {
			await roundTrip(
				busyUser({
					patterns: USER_LIMITS.patterns,
					events: USER_LIMITS.recentEvents,
					released: USER_LIMITS.releasedSessions,
				}),
			);
		});
	});
}

function byUser(months: readonly { userId: string; month: UserMonth }[]) {
	return new Map(months.map(({ userId, month }) => [userId, month]));
}

/** A user whose patterns have names of nearly 400 characters. */
function busyUser(size: {
	patterns: number;
	events: number;
	released: number;
}): UserRecord {
	const record = userRecord(user(0));
	const month = record.current;
	const { operationTypes } = USER_LIMITS;
	month.operationTypes = Array.from({ length: operationTypes }, (_, index) =>
		noise(64, index),
	);
	month.releasedSessions = noise(4 * size.released, 1);
	const session = Array.from({ length: size.events }, (_, index) =>
		operation(index),
	);
	month.traces = {
		"p:mcp": {
			sessions: [[1_790_000_000_000, session.length, session.join(";")]],
		},
	};
	for (let index = 0; index < size.patterns; index++) {
		const name = Array.from({ length: 6 }, (_, step) => {
			const type = (index * 7 + step * 31 + step * index) % operationTypes;
			return month.operationTypes[type];
		}).join("->");
		month.patterns[`${name.slice(0, -6)}${noise(6, index)}`] =
			`mcp| ${index + 1} 1 0 ${index * 1_000}`;
	}
	return record;
}

/** In the form that a packed session holds. */
function operation(index: number): string {
	const id = noise(36, index + 1_000_000);
	return [id, index * 60_000, index % 200, 1_500, 1, -1, 0].join(",");
}
