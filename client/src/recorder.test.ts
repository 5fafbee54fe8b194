import { createHmac } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { wireEventSchema } from "@ffmpeg-analytics/core";
import fc from "fast-check";
import { openRecorder, TEST_SALT } from "../testing/open-recorder.ts";
import type { TrackedOperation } from "./tracked-operation.ts";

const OPERATION: TrackedOperation = {
	userId: "ada",
	operationType: "trim",
	parameters: { crf: 23, input: "/home/ada/film.mp4" },
	processingTime: 12.4,
	success: true,
};

const hmac = (name: string) =>
	createHmac("sha256", TEST_SALT).update(name).digest("hex");

describe("an event", () => {
	test("says what the operation was, hashed, sanitised and rounded", async () => {
		const { recorder, sink } = openRecorder();
		recorder.track({
			userId: "Ada",
			operationType: "Convert to MP3",
			parameters: { codec: "libmp3lame", input: "/home/ada/film.mp4" },
			processingTime: 1_234.5,
			success: false,
			inputFormat: "MOV",
			outputFormat: ".mp3",
			fileSize: 1e20,
			errorMessage: "/home/ada/film.mp4: No such file or directory",
			memoryUsage: -5,
			timestamp: new Date(1_000),
			workflowContext: {
				workflowType: "Podcast",
				sequencePosition: 3,
				batchSize: 0,
				sessionId: "job 7",
			},
		});
		await recorder.flush();
		expect(sink.events.map(({ wire }) => wire)).toEqual([
			{
				id: expect.stringMatching(
					/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
				),
				timestamp: 1_000,
				userId: hmac("Ada"),
				platform: "mcp",
				operation: {
					type: "convert_to_mp3",
					inputFormat: "mov",
					outputFormat: "mp3",
					parameters: '{"codec":"libmp3lame","input":"[path]"}',
					fileSize: 2 ** 50,
				},
				metrics: {
					success: false,
					processingTime: 1_235,
					errorMessage: "[path]: No such file or directory",
					memoryUsage: 0,
				},
				context: {
					workflowType: "podcast",
					sequencePosition: 3,
					sessionId: hmac("job 7"),
				},
			},
		]);
	});

	test("names one user alike, however their name is composed", async () => {
		const { recorder, sink } = openRecorder();
		recorder.track({ ...OPERATION, userId: "Zoe\u0308" });
		recorder.track({ ...OPERATION, userId: "Zo\u00eb" });
		await recorder.flush();
		expect(sink.events.map(({ wire }) => wire.userId)).toEqual([
			hmac("Zo\u00eb"),
			hmac("Zo\u00eb"),
		]);
	});

	test("has an id of its own, in the order of tracking, across recorders", async () => {
		const [one, other] = [openRecorder(), openRecorder()];
		for (let i = 0; i < 50; i++) {
			one.recorder.track(OPERATION);
			other.recorder.track(OPERATION);
		}
		await Promise.all([one.recorder.flush(), other.recorder.flush()]);
		const ids = one.sink.events.map(({ id }) => id);
		expect(ids).toEqual([...ids].sort());
		expect(
			new Set([...one.sink.events, ...other.sink.events].map(({ id }) => id))
				.size,
		).toBe(100);
	});

	test("is as the operation was at the time of the call", async () => {
		const { recorder, sink } = openRecorder();
		const parameters = { crf: 18, audio: { channels: 2 } };
		const operation = { ...OPERATION, parameters };
		recorder.track(operation);
		parameters.crf = 40;
		parameters.audio.channels = 6;
		operation.operationType = "resize";
		await recorder.flush();
		expect(sink.events[0]?.wire.operation).toMatchObject({
			type: "trim",
			parameters: '{"crf":18,"audio":{"channels":2}}',
		});
	});
});

describe("whatever a host gives", () => {
	const garbage = fc.anything({
		withBigInt: true,
		withDate: true,
		withMap: true,
		withNullPrototype: true,
		withSparseArray: true,
		withTypedArray: true,
	});
	const texts = fc.string({ unit: "binary", maxLength: 300 });
	const field = fc.oneof(garbage, texts, fc.double(), fc.integer());
	const operations = fc.record({
		userId: fc.oneof({ weight: 9, arbitrary: texts }, field),
		operationType: fc.oneof({ weight: 9, arbitrary: texts }, field),
		processingTime: fc.oneof({ weight: 9, arbitrary: fc.double() }, field),
		success: fc.oneof({ weight: 9, arbitrary: fc.boolean() }, field),
		parameters: fc.oneof(fc.object(), field),
		inputFormat: field,
		outputFormat: field,
		fileSize: field,
		errorMessage: field,
		memoryUsage: field,
		timestamp: fc.oneof(fc.date({ noInvalidDate: false }), field),
		workflowContext: fc.oneof(
			fc.record({
				workflowType: field,
				sequencePosition: field,
				batchSize: field,
				sessionId: field,
			}),
			field,
		),
	});

	test("every event is of the wire form, its JSON says the same, and each call is counted", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.oneof({ weight: 9, arbitrary: operations }, garbage), {
					minLength: 1,
					maxLength: 20,
				}),
				async (given) => {
					const { recorder, sink, counters } = openRecorder();
					for (const each of given) recorder.track(each as TrackedOperation);
					await recorder.flush();
					for (const { id, wire, json } of sink.events) {
						expect(wireEventSchema.safeParse(wire).error).toBeUndefined();
						expect(JSON.parse(json)).toEqual(wire);
						expect(wire.id).toBe(id);
					}
					expect(counters.tracked).toBe(given.length);
					expect(sink.events.length + counters.invalid).toBe(given.length);
				},
			),
			{ numRuns: 300 },
		);
	});

	test("a getter that throws costs its own operation only, and is said once", async () => {
		const { recorder, sink, counters, said } = openRecorder();
		const broken = {
			...OPERATION,
			get parameters(): never {
				throw new Error("/home/ada");
			},
		};
		recorder.track(broken);
		recorder.track(OPERATION);
		recorder.track(undefined as unknown as TrackedOperation);
		await recorder.flush();
		expect(sink.events).toHaveLength(1);
		expect(counters).toMatchObject({ tracked: 3, invalid: 2 });
		expect(said.join()).not.toContain("ada");
	});

	test("a getter may track", async () => {
		const { recorder, sink } = openRecorder();
		const operation = {
			...OPERATION,
			get parameters() {
				recorder.track({ ...OPERATION, operationType: "inner" });
				return { crf: 1 };
			},
		};
		recorder.track(operation);
		await recorder.flush();
		expect(sink.events.map(({ wire }) => wire.operation.type)).toEqual([
			"inner",
			"trim",
		]);
	});
});

describe("beforeSend", () => {
	const typesAfter = async (
		hook: Parameters<typeof openRecorder>[0],
		operation = OPERATION,
	) => {
		const opened = openRecorder(hook);
		opened.recorder.track(operation);
		await opened.recorder.flush();
		return opened;
	};

	test("sees what is hashed and sanitised, and its answer is what is sent", async () => {
		const seen: string[] = [];
		const { sink } = await typesAfter((event) => {
			seen.push(JSON.stringify(event));
			event.operation.type = "renamed";
			return { ...event, platform: "webapp" };
		});
		expect(seen.join()).not.toContain("ada");
		expect(sink.events[0]?.wire).toMatchObject({
			platform: "webapp",
			operation: { type: "renamed" },
		});
		expect(sink.events[0]?.json).toBe(JSON.stringify(sink.events[0]?.wire));
	});

	test("cannot bring private values in, or another id", async () => {
		const ids: string[] = [];
		const { sink } = await typesAfter(
			(event) => {
				ids.push(event.id);
				return {
					...event,
					id: "mine",
					note: "/home/ada",
					operation: {
						...event.operation,
						parameters: '{"input":"/home/ada/film.mp4"}',
						inputFormat: "film.mp4",
					},
					metrics: { ...event.metrics, errorMessage: "/home/ada: broken" },
				};
			},
			{ ...OPERATION, success: false },
		);
		const [event] = sink.events;
		expect(event?.id).toBe(ids[0]);
		expect(event?.json).not.toMatch(/ada|film|note/);
		expect(wireEventSchema.safeParse(event?.wire).success).toBe(true);
	});

	test.each([
		["undefined", [], () => undefined],
		["null", [], () => null],
		[
			"a throw",
			[/threw/],
			() => {
				throw new Error("no");
			},
		],
		["a promise", [/at once/], async () => undefined],
		[
			"a promise that rejects",
			[/at once/],
			() => Promise.reject(new Error("later")),
		],
		["a text", [/must be an event/], () => "event"],
		["an empty object", [/must be an event/], () => ({})],
		[
			"an event without a user",
			[/must be an event/],
			(event: object) => ({ ...event, userId: "ada" }),
		],
		[
			"an event of no platform",
			[/must be an event/],
			(event: object) => ({ ...event, platform: "tv" }),
		],
		[
			"an event without parameters",
			[/must be an event/],
			(event: { operation: object }) => ({
				...event,
				operation: { ...event.operation, parameters: "crf=23" },
			}),
		],
	])("%s drops the event, and is counted", async (_, told, hook) => {
		const { sink, counters, recorder, said } = await typesAfter(hook as never);
		expect(sink.events).toEqual([]);
		expect(said).toEqual(told.map((words) => expect.stringMatching(words)));
		expect(counters).toMatchObject({
			tracked: 1,
			droppedByHook: 1,
			invalid: 0,
		});
		await expect(recorder.flush()).resolves.toBeUndefined();
	});

	test("answers any garbage, and only events of the wire form leave", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom("operation", "metrics", "context", "event"),
				fc.dictionary(
					fc.constantFrom(
						"type",
						"parameters",
						"fileSize",
						"success",
						"timestamp",
						"processingTime",
						"errorMessage",
						"memoryUsage",
						"sessionId",
						"workflowType",
						"batchSize",
						"sequencePosition",
						"userId",
					),
					fc.oneof(fc.anything(), fc.string(), fc.double()),
				),
				async (where, more) => {
					const { sink, counters } = await typesAfter(((
						event: Readonly<Record<string, object>>,
					) =>
						where === "event"
							? { ...event, ...more }
							: {
									...event,
									[where]: { ...event[where], ...more },
								}) as never);
					for (const { wire, json } of sink.events) {
						expect(wireEventSchema.safeParse(wire).error).toBeUndefined();
						expect(JSON.parse(json)).toEqual(wire);
					}
					expect(sink.events.length + counters.droppedByHook).toBe(1);
				},
			),
		);
	});
});

describe("in its own time", () => {
	test("nothing is made within the call, and the sinks are opened once, by the first event", async () => {
		const { recorder, sink, opened } = openRecorder();
		await recorder.flush();
		expect(opened()).toBe(0);
		recorder.track(OPERATION);
		expect(sink.events).toEqual([]);
		await recorder.flush();
		recorder.track(OPERATION);
		await recorder.flush();
		expect(opened()).toBe(1);
		expect(sink.events).toHaveLength(2);
	});

	test("events are handed on without being asked for", async () => {
		const { recorder, sink } = openRecorder();
		recorder.track(OPERATION);
		while (sink.events.length === 0) await turn();
		recorder.track(OPERATION);
		while (sink.events.length === 1) await turn();
		expect(sink.calls).toEqual([]);
	});

	test("a burst is handed on in order, over many turns of the host's own", async () => {
		const { recorder, sink } = openRecorder();
		for (let i = 0; i < 5_000; i++)
			recorder.track({ ...OPERATION, timestamp: i });
		const atTurns = new Set<number>();
		while (sink.events.length < 5_000) {
			await turn();
			atTurns.add(sink.events.length);
		}
		expect(atTurns.size).toBeGreaterThan(2);
		expect(sink.events.map(({ wire }) => wire.timestamp)).toEqual(
			Array.from({ length: 5_000 }, (_, i) => i),
		);
	});

	test("a flush hands on what came before it, then flushes the sinks", async () => {
		const { recorder, sink } = openRecorder();
		for (let i = 0; i < 1_000; i++) recorder.track(OPERATION);
		const flushed = Promise.all([recorder.flush(), recorder.flush()]);
		await flushed;
		expect(sink.calls.map(({ call }) => call)).toEqual(["flush", "flush"]);
		for (const { events } of sink.calls)
			expect(events).toBeGreaterThanOrEqual(1_000);
	});

	test("closing hands on the rest, and what comes afterwards is dropped and counted", async () => {
		const { recorder, sink, counters } = openRecorder();
		recorder.track(OPERATION);
		const first = recorder.close(4_000);
		recorder.track(OPERATION);
		await Promise.all([first, recorder.close(1)]);
		recorder.track(OPERATION);
		await recorder.flush();
		expect(sink.events).toHaveLength(1);
		expect(sink.calls[0]).toEqual({ call: "close", events: 1 });
		expect(sink.deadlineMs).toBeGreaterThan(1);
		expect(sink.deadlineMs).toBeLessThanOrEqual(4_000);
		expect(counters).toMatchObject({ tracked: 3, droppedFromQueue: 2 });
	});

	test("more than can wait pushes out the oldest, and is counted", async () => {
		const { recorder, sink, counters } = openRecorder();
		const parameters = { filter: "scale=1280:-2,".repeat(500) };
		for (let i = 0; i < 3_000; i++)
			recorder.track({ ...OPERATION, parameters, timestamp: i });
		await recorder.flush();
		expect(counters.droppedFromQueue).toBeGreaterThan(0);
		expect(sink.events.length + counters.droppedFromQueue).toBe(3_000);
		expect(sink.events.at(-1)?.wire.timestamp).toBe(2_999);
	});
});
