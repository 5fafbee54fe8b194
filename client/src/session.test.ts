import { type SessionOptions, Sessions } from "./session.ts";
import type { TrackedOperation, WorkflowContext } from "./tracked-operation.ts";

const OPERATION: TrackedOperation = {
	userId: "ada",
	operationType: "trim",
	processingTime: 1,
	success: true,
};

let contexts: (WorkflowContext | undefined)[] = [];
let sessions: Sessions;

beforeEach(() => {
	contexts = [];
	sessions = new Sessions((_, context) => contexts.push(context));
});

test("a session hands out its id and the places in order", () => {
	const session = sessions.open({ workflowType: "podcast" });
	session.trackFfmpegOperation(OPERATION);
	session.trackFfmpegOperation(OPERATION);
	const { id } = session;
	expect(contexts).toEqual([
		{ sessionId: id, sequencePosition: 0, workflowType: "podcast" },
		{ sessionId: id, sequencePosition: 1, workflowType: "podcast" },
	]);
	expect(session.nextPosition()).toBe(2);
});

test("sessions without a name are each their own", () => {
	const ids = Array.from({ length: 100 }, () => sessions.open({}).id);
	expect(new Set(ids).size).toBe(100);
});

test("sessions of one name are one, and go on", () => {
	sessions.open({ name: "job 7" }).trackFfmpegOperation(OPERATION);
	sessions.open({ name: "job 8" }).trackFfmpegOperation(OPERATION);
	sessions.open({ name: "job 7" }).trackFfmpegOperation(OPERATION);
	sessions
		.open({ name: "job 7", firstPosition: 40 })
		.trackFfmpegOperation(OPERATION);
	expect(contexts).toMatchObject([
		{ sessionId: "job 7", sequencePosition: 0 },
		{ sessionId: "job 8", sequencePosition: 0 },
		{ sessionId: "job 7", sequencePosition: 1 },
		{ sessionId: "job 7", sequencePosition: 40 },
	]);
});

test("of very many names those used last are remembered", () => {
	sessions.open({ name: "kept" }).nextPosition();
	sessions.open({ name: "forgotten" }).nextPosition();
	for (let i = 0; i < 20_000; i++) {
		sessions.open({ name: `job ${i}` });
		sessions.open({ name: "kept" });
	}
	expect(sessions.open({ name: "kept" }).nextPosition()).toBe(1);
	expect(sessions.open({ name: "forgotten" }).nextPosition()).toBe(0);
});

test("what an operation says of itself counts, but for the session", () => {
	const session = sessions.open({ workflowType: "podcast", batchSize: 4 });
	session.trackFfmpegOperation({
		...OPERATION,
		workflowContext: {
			workflowType: "music_video",
			batchSize: 2,
			sequencePosition: 9,
			sessionId: "other",
		},
	});
	expect(contexts).toEqual([
		{
			workflowType: "music_video",
			batchSize: 2,
			sequencePosition: 9,
			sessionId: session.id,
		},
	]);
});

test("operations that run at once have places in the order in which they began", async () => {
	const session = sessions.open({ batchSize: 2 });
	let endFirst = () => {};
	const first = session.measure(
		OPERATION,
		() =>
			new Promise<void>((done) => {
				endFirst = done;
			}),
	);
	await session.measure(OPERATION, async () => {});
	endFirst();
	await first;
	expect(contexts.map((context) => context?.sequencePosition)).toEqual([1, 0]);
});

test("an operation that cannot be read does not throw", () => {
	const session = sessions.open({});
	session.trackFfmpegOperation(undefined as unknown as TrackedOperation);
	session.trackFfmpegOperation({
		...OPERATION,
		get workflowContext(): never {
			throw new Error("no");
		},
	});
	expect(contexts).toHaveLength(2);
});

test("where nothing is measured, everything runs and is numbered", () => {
	const session = new Sessions(undefined).open({});
	session.trackFfmpegOperation(OPERATION);
	expect(session.measure(OPERATION, () => 5)).toBe(5);
	expect(session.nextPosition()).toBe(2);
});

test.each([
	["no whole number", { name: "a", firstPosition: Number.NaN }],
	["a bigint", { name: "a", firstPosition: 5n }],
	["what cannot be read", new Proxy({}, { get: () => fail() })],
	["a name that is none", { name: Symbol("a") }],
])("a session of %s begins at 0", (_, options) => {
	const session = sessions.open(options as SessionOptions);
	expect(session.nextPosition()).toBe(0);
	expect(typeof session.id).toBe("string");
});

function fail(): never {
	throw new Error("no");
}
