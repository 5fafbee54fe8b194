import { wireEventSchema } from "@ffmpeg-analytics/core";
import { randomOf } from "../random";
import { EARLIER_DAYS, inventEarlierDays } from "./earlier-days";
import type { ReportedRun } from "./run-chains";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const DAY_MS = 86_400_000;
const TODAY = Date.parse("2026-11-29");

const run = (chainIndex: number, type: string): ReportedRun =>
	({
		chainIndex,
		event: {
			id: `${chainIndex}-${type}`,
			timestamp: NOW,
			userId: "a".repeat(64),
			platform: "mcp",
			operation: {
				type,
				inputFormat: "mp4",
				outputFormat: "mp4",
				parameters: "{}",
				fileSize: 1_000,
			},
			metrics: { success: true, processingTime: 100 },
			context: { workflowType: "podcast", sessionId: "today" },
		},
	}) as unknown as ReportedRun;

const RUNS = [run(0, "trim"), run(0, "resize"), run(1, "gif")];
const invented = inventEarlierDays(RUNS, NOW, randomOf(1)).map((event) =>
	wireEventSchema.parse(event),
);

describe("the invented days", () => {
	it("lie before today, every one of them with something in it, and no id twice", () => {
		const days = invented.map(({ timestamp }) =>
			Math.floor((timestamp - TODAY) / DAY_MS),
		);
		expect(new Set(days).size).toBe(EARLIER_DAYS);
		expect(Math.max(...days)).toBe(-1);
		expect(Math.min(...days)).toBe(-EARLIER_DAYS);
		expect(new Set(invented.map(({ id }) => id)).size).toBe(invented.length);
	});

	it("hold whole sittings, in order, each of one user in a session of its own", () => {
		const sessions = Map.groupBy(
			invented,
			({ context }) => context.sessionId,
		).values();
		for (const session of sessions) {
			const types = session.map(({ operation }) => operation.type).join();
			expect(["trim,resize", "gif"]).toContain(types);
			expect(new Set(session.map(({ userId }) => userId)).size).toBe(1);
			const times = session.map(({ timestamp }) => timestamp);
			expect(times).toEqual(times.toSorted((a, b) => a - b));
		}
	});

	it("share no id with those that another day's demo invents", () => {
		const later = inventEarlierDays(RUNS, NOW + 61 * DAY_MS, randomOf(1));
		const ids = new Set(invented.map(({ id }) => id));
		expect(later.filter(({ id }) => ids.has(id))).toEqual([]);
	});

	it("are the same again, so that nothing is stored twice", () => {
		const again = inventEarlierDays(RUNS, NOW, randomOf(1));
		expect(again.map((event) => wireEventSchema.parse(event))).toEqual(
			invented,
		);
	});
});
