import {
	type AggregationTask,
	afterMerge,
	afterShard,
	aggregationTaskSchema,
	MERGE_SPACING_MS,
	notBeforeOf,
	planSlot,
	type ShardTask,
	SLOT_MS,
	taskIdOf,
} from "./tasks";

/** The beginning of a slot, and of a minute. */
const SLOT_START = 1_000 * SLOT_MS;

const shardTask: ShardTask = {
	kind: "shard",
	shard: 3,
	slot: 1_000,
	continuation: 0,
};

const idsOf = (tasks: readonly AggregationTask[]) => tasks.map(taskIdOf);

describe("planSlot", () => {
	it("asks for every shard and one merge", () => {
		expect(idsOf(planSlot(SLOT_START, 3))).toEqual([
			"shard-1000-0-0",
			"shard-1000-1-0",
			"shard-1000-2-0",
			"merge-5001",
		]);
	});

	it("asks for the same shards in the whole slot, for others in the next", () => {
		const shardsAt = (now: number) => idsOf(planSlot(now, 8).slice(0, -1));
		expect(shardsAt(SLOT_START + SLOT_MS - 1)).toEqual(shardsAt(SLOT_START));
		const both = [...shardsAt(SLOT_START), ...shardsAt(SLOT_START + SLOT_MS)];
		expect(new Set(both).size).toBe(16);
	});
});

describe("what follows a shard's task", () => {
	const now = SLOT_START + 7 * 60_000 + 1;

	it("is a merge that begins after everything that the task committed", () => {
		for (const ended of [now, SLOT_START, SLOT_START + MERGE_SPACING_MS - 1]) {
			const [merge, ...rest] = afterShard(shardTask, "caught_up", 1, ended);
			expect(rest).toEqual([]);
			expect(merge?.kind).toBe("merge");
			const notBefore = merge === undefined ? 0 : notBeforeOf(merge);
			expect(notBefore).toBeGreaterThan(ended);
			expect(notBefore).toBeLessThanOrEqual(ended + MERGE_SPACING_MS);
		}
	});

	it("is the same merge for all that end in one minute", () => {
		const mergeAt = (ended: number) =>
			idsOf(afterShard(shardTask, "caught_up", 1, ended));
		expect(mergeAt(SLOT_START + MERGE_SPACING_MS - 1)).toEqual(
			mergeAt(SLOT_START),
		);
		expect(mergeAt(SLOT_START + MERGE_SPACING_MS)).not.toEqual(
			mergeAt(SLOT_START),
		);
	});

	it("is its own continuation too, at once, where its time was over", () => {
		const [next] = afterShard(shardTask, "out_of_time", 1, now);
		expect(next).toEqual({ ...shardTask, continuation: 1 });
		expect(next === undefined ? NaN : notBeforeOf(next)).toBe(0);
	});

	it("is no continuation where another run has the shard", () => {
		expect(idsOf(afterShard(shardTask, "gave_way", 1, now))).toEqual([
			"merge-5008",
		]);
	});

	it.each(["caught_up", "out_of_time", "gave_way"] as const)(
		"is nothing where it counted nothing and ended %s",
		(end) => {
			expect(afterShard(shardTask, end, 0, now)).toEqual([]);
		},
	);
});

describe("what follows a merge", () => {
	it("is nothing where all is folded", () => {
		expect(afterMerge("caught_up", SLOT_START)).toEqual([]);
	});

	it.each(["out_of_time", "gave_way"] as const)(
		"is the next minute's where it ended %s",
		(end) => {
			expect(idsOf(afterMerge(end, SLOT_START))).toEqual(["merge-5001"]);
		},
	);
});

describe("a task's payload", () => {
	it.each<AggregationTask>([shardTask, { kind: "merge", turn: 7 }])(
		"is taken as it is written: %p",
		(task) => {
			const sent: unknown = JSON.parse(JSON.stringify(task));
			expect(aggregationTaskSchema.parse(sent)).toEqual(task);
		},
	);

	it.each([
		undefined,
		null,
		"merge",
		{},
		{ kind: "purge" },
		{ kind: "merge" },
		{ kind: "merge", turn: -1 },
		{ kind: "merge", turn: 1, shard: 1 },
		{ ...shardTask, shard: -1 },
		{ ...shardTask, shard: 0.5 },
		{ ...shardTask, slot: "1000" },
		{ ...shardTask, continuation: undefined },
	])("is refused: %p", (payload) => {
		expect(aggregationTaskSchema.safeParse(payload).success).toBe(false);
	});

	it("has an id as queues take them", () => {
		for (const task of planSlot(Date.UTC(2099, 0, 1), 256))
			expect(taskIdOf(task)).toMatch(/^[A-Za-z0-9_-]{1,500}$/);
	});
});
