import type { ExportedEvent } from "../../core/src/transfer/exported-event";
import { randomOf } from "../random";
import { historyOf } from "./history";

const END = Date.UTC(2026, 10, 20, 18);
const DAYS = 14;

const event = (id: string, second: number, success = true): ExportedEvent => ({
	id,
	timestamp: new Date(END - 60_000 + second * 1_000).toISOString(),
	userId: "ab".repeat(32),
	platform: "mcp",
	operation: {
		...{ type: id, inputFormat: "mp4", outputFormat: "mp4" },
		...{ parameters: "{}", fileSize: 1_000 },
	},
	metrics: {
		...{ success, processingTime: 40 },
		...(success ? {} : { errorMessage: "Invalid argument" }),
	},
	context: { sessionId: "demo" },
});

const DEMO = [event("trim", 1), event("resize", 2, false), event("gif", 3)];

const history = () => historyOf(DEMO, { days: DAYS, end: END }, randomOf(1));

test("a history is the demo's sessions again, each whole and in order", () => {
	const sessions = Map.groupBy(history(), ({ context }) => context?.sessionId);
	expect(sessions.size).toBeGreaterThan(DAYS * 10);
	const whole = [...sessions.values()].filter(({ length }) => length === 3);
	expect(whole.length).toBeGreaterThan(sessions.size - 5);
	for (const events of whole) {
		expect(events.map(({ operation }) => operation.type)).toEqual([
			...["trim", "resize", "gif"],
		]);
		expect(new Set(events.map(({ userId }) => userId)).size).toBe(1);
		const times = events.map(({ timestamp }) => String(timestamp));
		expect(times.toSorted()).toEqual(times);
	}
});

test("a history lasts as many days, and ends before its end", () => {
	const days = new Set(
		history().map(({ timestamp }) => String(timestamp).slice(0, 10)),
	);
	expect(days.size).toBe(DAYS);
	for (const { timestamp } of history())
		expect(Date.parse(String(timestamp))).toBeLessThan(END);
});

test("what failed fails now and then, and says why only then", () => {
	const outcomes = history()
		.filter(({ operation }) => operation.type === "resize")
		.map(({ metrics }) => [metrics.success, metrics.errorMessage]);
	expect(new Set(outcomes.map((each) => each.join()))).toEqual(
		new Set(["true,", "false,Invalid argument"]),
	);
});

test("a history is the same for the same randomness, and each event another", () => {
	expect(history()).toEqual(history());
	const ids = history().map(({ id }) => id);
	expect(new Set(ids).size).toBe(ids.length);
});
