import { EVENT_LIMITS } from "./event-bounds";
import { wireEventSchema } from "./wire-event";

const EVENT = {
	id: "a",
	timestamp: "2026-11-22T12:00:00Z",
	userId: "0".repeat(64),
	platform: "mcp",
	operation: {
		type: "trim",
		inputFormat: "mp4",
		outputFormat: "mp4",
		parameters: "{}",
		fileSize: 1,
	},
	metrics: { success: true, processingTime: 1 },
	context: {},
};

type Place = "event" | "operation" | "metrics" | "context";

function withField(place: Place, field: string, value: unknown): unknown {
	return place === "event"
		? { ...EVENT, [field]: value }
		: { ...EVENT, [place]: { ...EVENT[place], [field]: value } };
}

const isValid = (event: unknown) => wireEventSchema.safeParse(event).success;

const EMOJI = "\u{1F600}";

describe("wireEventSchema: both sides of every bound", () => {
	it.each<[Place, string, unknown, unknown]>([
		["event", "id", "A-z_9".padEnd(128, "x"), "x".repeat(129)],
		["event", "id", "-", ""],
		["event", "id", "__proto__", "a.b"],
		["event", "userId", "f".repeat(64), "F".repeat(64)],
		["event", "userId", "0".repeat(64), "0".repeat(63)],
		["event", "platform", "komposteur", "MCP"],
		["event", "timestamp", 0, "2026-11-22T12:00:00"],
		["event", "timestamp", 8.64e15, 8.64e15 + 1_000],
		["event", "timestamp", "2026-11-22T12:00:00.123456+05:30", "yesterday"],
		["event", "timestamp", "2024-02-29T00:00:00Z", "2026-02-29T00:00:00Z"],
		["operation", "type", "9a_.-".padEnd(64, "z"), "z".repeat(65)],
		["operation", "type", "to_mp3", "To_mp3"],
		["operation", "type", "a", "_a"],
		["operation", "inputFormat", "mov,mp4,m4a+x-y", "mov;mp4"],
		["operation", "outputFormat", "unknown", ""],
		["operation", "parameters", '{"crf":23}', "[]"],
		["operation", "parameters", "{}", "null"],
		["operation", "parameters", "{}", "{"],
		["operation", "fileSize", 2 ** 50, 2 ** 50 + 1],
		["operation", "fileSize", 0, -1],
		["metrics", "processingTime", 7 * 86_400_000, 7 * 86_400_000 + 1],
		["metrics", "processingTime", 0, 0.5],
		["metrics", "success", false, "false"],
		["metrics", "errorMessage", EMOJI.repeat(1_000), `${EMOJI.repeat(1_000)}x`],
		["metrics", "memoryUsage", 2 ** 50, 2 ** 50 + 1],
		["context", "workflowType", "music_video", "Music video"],
		["context", "sequencePosition", 0, -1],
		["context", "batchSize", 1, 0],
		["context", "sessionId", "s".repeat(128), "s".repeat(129)],
	])("%s.%s", (place, field, valid, invalid) => {
		expect(isValid(withField(place, field, valid))).toBe(true);
		expect(isValid(withField(place, field, invalid))).toBe(false);
	});

	it("counts parameters in UTF-16 units", () => {
		const quotes = '{"":""}'.length;
		const filling = EMOJI.repeat(
			(EVENT_LIMITS.parametersLength - quotes - 1) / 2,
		);
		const withText = (text: string) =>
			withField("operation", "parameters", `{"":"${text}"}`);
		expect(isValid(withText(`${filling}x`))).toBe(true);
		expect(isValid(withText(`${filling}xx`))).toBe(false);
	});

	it.each<Place>(["event", "operation", "metrics", "context"])(
		"refuses an unknown key in %s",
		(place) => expect(isValid(withField(place, "extra", 1))).toBe(false),
	);

	it("takes an event without a context", () => {
		const { context: _, ...event } = EVENT;
		expect(wireEventSchema.parse(event).context).toEqual({});
	});

	it.each([
		["2026-11-22T12:00:00.1239Z", Date.UTC(2026, 10, 22, 12, 0, 0, 123)],
		["2026-11-22T12:00:00+02:00", Date.UTC(2026, 10, 22, 10)],
		[1_790_000_000_000.9, 1_790_000_000_000],
	])("reads %s as ms, a fraction of one cut off", (timestamp, ms) => {
		expect(wireEventSchema.parse({ ...EVENT, timestamp }).timestamp).toBe(ms);
	});
});
