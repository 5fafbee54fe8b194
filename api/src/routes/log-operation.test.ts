import {
	EVENT_LIMITS,
	StoreUnavailableError,
	type Verdict,
} from "@ffmpeg-analytics/core";
import { fakeAnalytics, storedVerdict } from "../../testing/fake-analytics";
import { type Call, serve } from "../../testing/serve";

/** Posts to an app whose ingest answers these verdicts, and tells what it was given. */
async function post(verdicts: Verdict[], body: unknown, call?: Call) {
	const given: { events: readonly unknown[]; sentAt: number | undefined }[] =
		[];
	const home = await serve({
		analytics: fakeAnalytics({
			ingest: async (events, options) => {
				given.push({ events, sentAt: options?.sentAt });
				return verdicts;
			},
		}),
	});
	return { given, ...(await home.post("/logOperation", body, call)) };
}

const duplicate: Verdict = { status: "duplicate", id: "d" };
const retry: Verdict = { status: "retry", id: "r" };
const errors = [{ path: "operation.type", message: "must be a slug" }];
const rejected = (
	code: Extract<Verdict, { status: "rejected" }>["code"],
	id: string | null = "x",
): Verdict => ({ status: "rejected", id, code, errors });

describe("one event", () => {
	test.each([storedVerdict("s"), duplicate])(
		"is answered: %p",
		async (verdict) => {
			const { given, ...answered } = await post([verdict], { id: "s" });
			expect(answered.status).toBe(200);
			expect(answered.json).toEqual({ id: verdict.id, status: verdict.status });
			expect(given).toEqual([{ events: [{ id: "s" }], sentAt: undefined }]);
		},
	);

	test.each([
		["invalid_event", 400],
		["too_old", 400],
		["erased", 409],
		["id_conflict", 409],
	] as const)("rejected as %s is %d", async (code, status) => {
		const refused = await post([rejected(code)], {});
		expect(refused.status).toBe(status);
		expect(refused.headers["content-type"]).toBe("application/problem+json");
		expect(refused.json).toMatchObject({ code, status, errors });
		expect(refused.headers).not.toHaveProperty("retry-after");
	});

	test("whose outcome is unknown is 503 with Retry-After", async () => {
		const refused = await post([retry], {});
		expect(refused.status).toBe(503);
		expect(refused.headers["retry-after"]).toBe("5");
		expect(refused.json).toMatchObject({ code: "unavailable" });
	});

	test("goes to core as it came, whatever its keys", async () => {
		const event = JSON.parse('{"__proto__":{"events":[]},"id":"s"}');
		const home = await serve({
			analytics: fakeAnalytics({
				ingest: async ([raw]) => {
					expect(Object.keys(raw as object)).toEqual(["__proto__", "id"]);
					return [storedVerdict("s")];
				},
			}),
		});
		expect((await home.post("/logOperation", event)).status).toBe(200);
	});

	test.each([[[]], [[{ id: "s" }]], ["text"], [7], [true], [null]])(
		"cannot be %j",
		async (body) => {
			const { given, ...refused } = await post([], body);
			expect(refused.status).toBe(400);
			expect(refused.json).toMatchObject({
				code: "invalid_request",
				detail: expect.stringContaining("`events`"),
			});
			expect(given).toEqual([]);
		},
	);

	test("without a verdict is a bug", async () => {
		expect((await post([], {})).status).toBe(500);
	});
});

describe("a batch", () => {
	test("answers each event in its place, and counts", async () => {
		const verdicts: Verdict[] = [
			storedVerdict("s"),
			rejected("invalid_event", null),
			duplicate,
			rejected("id_conflict"),
			rejected("too_old"),
		];
		const events = [1, "2", null, { id: "x" }, []];
		const { given, ...answered } = await post(verdicts, { events });
		expect(answered.status).toBe(200);
		expect(answered.json).toEqual({
			stored: 1,
			duplicates: 1,
			rejected: 3,
			results: [
				{ index: 0, id: "s", status: "stored" },
				{
					index: 1,
					id: null,
					status: "rejected",
					code: "invalid_event",
					errors,
				},
				{ index: 2, id: "d", status: "duplicate" },
				{
					index: 3,
					id: "x",
					status: "rejected",
					code: "id_conflict",
					errors,
				},
				{
					index: 4,
					id: "x",
					status: "rejected",
					code: "too_old",
					errors,
				},
			],
		});
		expect(answered.headers).not.toHaveProperty("retry-after");
		expect(given).toEqual([{ events, sentAt: undefined }]);
	});

	test.each([[storedVerdict("s")], [duplicate]])(
		"with a retry beside %j is 200 with Retry-After",
		async (verdict) => {
			const answered = await post([verdict, retry], { events: [{}, {}] });
			expect(answered.status).toBe(200);
			expect(answered.headers["retry-after"]).toBe("5");
			expect(answered.json).toMatchObject({
				results: [{ index: 0 }, { index: 1, id: "r", status: "retry" }],
			});
		},
	);

	test.each([
		["nothing else", [retry, retry]],
		["what can never be stored", [rejected("invalid_event"), retry]],
	])("with retries and %s is 503", async (_, verdicts) => {
		const refused = await post(verdicts, { events: [{}, {}] });
		expect(refused.status).toBe(503);
		expect(refused.headers["retry-after"]).toBe("5");
		expect(refused.json).toMatchObject({ code: "unavailable" });
	});

	test("of nothing but bad events is 200", async () => {
		const verdicts = [rejected("invalid_event"), rejected("too_old")];
		const answered = await post(verdicts, { events: [{}, {}] });
		expect(answered.status).toBe(200);
		expect(answered.json).toMatchObject({ stored: 0, rejected: 2 });
	});

	test("is 503 while the store is away", async () => {
		const home = await serve({
			analytics: fakeAnalytics({
				ingest: async () => {
					throw new StoreUnavailableError();
				},
			}),
		});
		const refused = await home.post("/logOperation", { events: [{}] });
		expect(refused.status).toBe(503);
		expect(refused.headers["retry-after"]).toBe("5");
	});

	test.each([
		["2026-11-22T12:00:00Z", Date.UTC(2026, 10, 22, 12)],
		["2026-11-22T13:00:00.0009+01:00", Date.UTC(2026, 10, 22, 12)],
		[1_764_000_000_000, 1_764_000_000_000],
		[1_764_000_000_000.7, 1_764_000_000_000],
	])("may say when it was sent: %p", async (sentAt, expected) => {
		const { given, status } = await post([storedVerdict("s")], {
			sentAt,
			events: [{}],
		});
		expect(status).toBe(200);
		expect(given[0]?.sentAt).toBe(expected);
	});

	test.each([
		["2026-11-22T12:00:00"],
		["now"],
		["1764000000000"],
		[null],
		[true],
		[9e15],
	])("cannot be sent at %j", async (sentAt) => {
		const { given, ...refused } = await post([], { sentAt, events: [{}] });
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({
			code: "invalid_request",
			errors: [{ path: "sentAt" }],
		});
		expect(given).toEqual([]);
	});

	test.each([1, EVENT_LIMITS.eventsPerBatch])("may hold %d", async (length) => {
		const events = Array.from({ length }, () => ({}));
		const verdicts = events.map(() => storedVerdict("s"));
		const answered = await post(verdicts, { events });
		expect(answered.status).toBe(200);
		expect(answered.json).toMatchObject({ stored: length });
	});

	test.each([
		["none", []],
		[
			"501",
			Array.from({ length: EVENT_LIMITS.eventsPerBatch + 1 }, () => ({})),
		],
		["no array", { 0: {} }],
		["null", null],
	])("cannot hold %s", async (_, events) => {
		const { given, ...refused } = await post([], { events });
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({
			code: "invalid_request",
			errors: [{ path: "events" }],
		});
		expect(given).toEqual([]);
	});

	test("names every key that it does not know", async () => {
		const body = JSON.parse('{"events":[{}],"sentat":1,"__proto__":1}');
		const refused = await post([], body);
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({
			errors: [{ path: "sentat" }, { path: "__proto__" }],
		});
	});

	test("of unknown keys is not answered at many times its length", async () => {
		const keys = Array.from({ length: 9_000 }, (_, index) => [`k${index}`, 0]);
		const refused = await post([], {
			...Object.fromEntries(keys),
			events: [{}],
		});
		expect(refused.status).toBe(400);
		expect(refused.text.length).toBeLessThan(10_000);
	});
});

test("takes no query parameters, and names those that it got", async () => {
	const home = await serve();
	const refused = await home.post("/logOperation?sentAt=1", { id: "s" });
	expect(refused.status).toBe(400);
	expect(refused.json).toMatchObject({ errors: [{ path: "sentAt" }] });
});

test("a batch full of mistakes is not answered at many times its length", async () => {
	const many = Array.from({ length: 50 }, (_, index) => ({
		path: `k${index}`,
		message: "is not known here",
	}));
	const verdicts = Array.from({ length: EVENT_LIMITS.eventsPerBatch }, () => ({
		status: "rejected" as const,
		id: null,
		code: "invalid_event" as const,
		errors: many,
	}));
	const events = verdicts.map(() => ({}));
	const answered = await post(verdicts, { events });
	const { results } = answered.json as {
		results: { errors: { path: string }[] }[];
	};
	const counts = results.map(({ errors }) => errors.length);
	expect(counts.slice(0, 20)).toEqual(Array(20).fill(50));
	expect(counts.slice(20)).toEqual(Array(480).fill(1));
	expect(results.at(-1)?.errors[0]?.path).toBe("k0");
});
