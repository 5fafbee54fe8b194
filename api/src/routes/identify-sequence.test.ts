import {
	MAX_QUESTION_OPERATIONS,
	MAX_TIMEFRAME_MINUTES,
	type SequenceQuestion,
} from "@ffmpeg-analytics/core";
import { fakeAnalytics } from "../../testing/fake-analytics";
import {
	ADMIN_KEY,
	INGEST_KEY,
	OPEN_ACCESS,
	READER_KEY,
	serve,
} from "../../testing/serve";
import type { AppOptions } from "../app";

const PATH = "/api/v1/sequences/identify";
const USER = "ab".repeat(32);
const TOLD = { userId: USER, operations: ["trim", "to_mp3"] };
const OWN = { userId: USER };

/** Serves an app that tells what it asked core for. */
async function spy(options: Partial<AppOptions> = {}) {
	const asked: SequenceQuestion[] = [];
	const analytics = fakeAnalytics({
		identify: async (question) => {
			asked.push(question);
			return { pattern: null };
		},
	});
	return { asked, ...(await serve({ ...options, analytics })) };
}

describe("a question", () => {
	const most = Array.from({ length: MAX_QUESTION_OPERATIONS }, () => "trim");

	test.each<[string, object, SequenceQuestion]>([
		["with operations", TOLD, { ...TOLD, timeframeMinutes: 10 }],
		["without", OWN, { ...OWN, timeframeMinutes: 10 }],
		[
			"with one operation",
			{ ...OWN, operations: ["a"] },
			{ ...OWN, operations: ["a"], timeframeMinutes: 10 },
		],
		[
			"with as many operations as there may be",
			{ ...OWN, operations: most },
			{ ...OWN, operations: most, timeframeMinutes: 10 },
		],
		[
			"of the last minute",
			{ ...OWN, timeframeMinutes: 1 },
			{ ...OWN, timeframeMinutes: 1 },
		],
		[
			"of as many minutes as there may be",
			{ ...OWN, timeframeMinutes: MAX_TIMEFRAME_MINUTES },
			{ ...OWN, timeframeMinutes: MAX_TIMEFRAME_MINUTES },
		],
	])("%s is asked", async (_, body, expected) => {
		const { asked, post } = await spy();
		const answered = await post(PATH, body);
		expect(answered).toMatchObject({ status: 200, json: { pattern: null } });
		expect(asked).toEqual([expected]);
	});

	test.each<[string, unknown]>([
		["userId", {}],
		["userId", { userId: "ada" }],
		["userId", { userId: USER.toUpperCase() }],
		["operations", { ...OWN, operations: [] }],
		["operations", { ...OWN, operations: null }],
		["operations", { ...OWN, operations: "trim" }],
		["operations", { ...OWN, operations: [...most, "trim"] }],
		["operations.1", { ...OWN, operations: ["trim", "To MP3"] }],
		["operations.0", { ...OWN, operations: [1] }],
		["timeframeMinutes", { ...OWN, timeframeMinutes: 0 }],
		["timeframeMinutes", { ...OWN, timeframeMinutes: 1.5 }],
		["timeframeMinutes", { ...OWN, timeframeMinutes: "10" }],
		[
			"timeframeMinutes",
			{ ...OWN, timeframeMinutes: MAX_TIMEFRAME_MINUTES + 1 },
		],
		["platform", { ...TOLD, platform: "mcp" }],
		["", []],
		["", null],
	])("whose %p is wrong is refused", async (path, body) => {
		const { asked, post } = await spy();
		const refused = await post(PATH, body);
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({
			code: "invalid_request",
			errors: [{ path }],
		});
		expect(asked).toEqual([]);
	});
});

describe("who may ask", () => {
	const closed: Partial<AppOptions> = {
		trustLoopback: false,
		verifyToken: async (token) =>
			token === "analyst.id.token" ? { role: "analyst" } : undefined,
	};
	const open = { ...closed, access: { ...OPEN_ACCESS, allowOpenIngest: true } };

	test.each<[string, Partial<AppOptions>, string | undefined, number, number]>([
		["nobody", closed, undefined, 401, 401],
		["an ingest key", closed, INGEST_KEY, 200, 403],
		["a reader key", closed, READER_KEY, 200, 200],
		["an admin key", closed, ADMIN_KEY, 200, 200],
		["an analyst's token", closed, "analyst.id.token", 200, 200],
		["an unknown key", closed, "wrong-key-0123456789", 401, 401],
		["nobody where ingest is open", open, undefined, 200, 401],
		["an ingest key where it is open", open, INGEST_KEY, 200, 403],
		["a reader key where it is open", open, READER_KEY, 200, 200],
		["an unknown key where it is open", open, "wrong-key-01234567", 401, 401],
		["this machine", { trustLoopback: true }, undefined, 200, 200],
	])(
		"%s, with operations and without",
		async (_, options, key, withOperations, without) => {
			const { asked, post } = await spy(options);
			const call = key === undefined ? {} : { key };
			expect((await post(PATH, TOLD, call)).status).toBe(withOperations);
			expect((await post(PATH, OWN, call)).status).toBe(without);
			const answered = [withOperations, without].filter((each) => each === 200);
			expect(asked).toHaveLength(answered.length);
		},
	);

	test("pages that App Check vouches for ask as hosts do", async () => {
		const { post } = await spy({
			...closed,
			verifyAppCheck: async (token) => token === "app.check.token",
		});
		const statusOf = async (body: object, token: string) =>
			(await post(PATH, body, { headers: { "x-firebase-appcheck": token } }))
				.status;
		expect(await statusOf(TOLD, "app.check.token")).toBe(200);
		expect(await statusOf(TOLD, "forged")).toBe(401);
		expect(await statusOf(OWN, "app.check.token")).toBe(401);
	});

	test("an ingest key that asks about a user is told what it may ask", async () => {
		const { post } = await spy(closed);
		const refused = await post(PATH, OWN, { key: INGEST_KEY });
		expect(refused.headers["www-authenticate"]).toBe(
			'Bearer error="insufficient_scope"',
		);
		expect(refused.json).toMatchObject({
			code: "forbidden",
			detail: expect.stringMatching(
				/needs a reader key.*With `operations` an ingest key will do\.$/,
			),
		});
	});
});
