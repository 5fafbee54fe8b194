import { EVENT_TIME, storedEvent } from "../../testing/events";
import type { StoredEvent } from "../event/stored-event";
import { MAX_OCCURRENCES_PER_USER, occurrencesIn } from "./sampled-occurrences";

const GAP_MS = 600_000;

/** `trim` for success, `trim!` for failure, one second apart; each with its place as parameter. */
function trace(
	words: string,
	more: (index: number) => Partial<StoredEvent> = () => ({}),
): StoredEvent[] {
	return words.split(" ").map((word, index) =>
		storedEvent(
			{
				id: `e${index}`,
				timestamp: EVENT_TIME + index * 1_000,
				operation: {
					type: word.replace("!", ""),
					parameters: JSON.stringify({ at: index }),
				},
				metrics: { success: !word.endsWith("!"), processingTime: 0 },
				...more(index),
			},
			1,
		),
	);
}

/** The places of each occurrence's steps. */
function places(events: readonly StoredEvent[], pattern: string): unknown[][] {
	return occurrencesIn(events, pattern, GAP_MS).map(({ steps }) =>
		steps.map((step) => step.get("at")?.value),
	);
}

describe("occurrencesIn", () => {
	it("finds each, overlapping ones too, with the parameters of its steps", () => {
		const pattern = "trim->resize->trim";
		expect(places(trace("trim resize trim resize trim"), pattern)).toEqual([
			[0, 1, 2],
			[2, 3, 4],
		]);
		expect(places(trace("trim resize fade trim"), pattern)).toEqual([]);
	});

	it("takes a run's last operation, and no run that failed in the end", () => {
		expect(places(trace("trim! trim resize resize"), "trim->resize")).toEqual([
			[1, 3],
		]);
		expect(places(trace("trim trim! resize"), "trim->resize")).toEqual([]);
	});

	it("crosses no gap, and any in a session that its host named", () => {
		const apart = (index: number) => ({
			timestamp: EVENT_TIME + index * (GAP_MS + 1),
		});
		expect(places(trace("trim resize", apart), "trim->resize")).toEqual([]);
		const named = (index: number) => ({
			...apart(index),
			context: { sessionId: "s" },
		});
		expect(places(trace("trim resize", named), "trim->resize")).toEqual([
			[0, 1],
		]);
	});

	it("follows positions where a named session has them", () => {
		const backwards = (index: number) => ({
			context: { sessionId: "s", sequencePosition: 9 - index },
		});
		const events = trace("resize trim", backwards);
		expect(places(events, "trim->resize")).toEqual([[1, 0]]);
	});

	it("keeps the latest four", () => {
		const words = Array(MAX_OCCURRENCES_PER_USER + 1).fill("trim resize");
		const found = places(trace(words.join(" ")), "trim->resize");
		expect(found).toEqual([2, 4, 6, 8].map((at) => [at, at + 1]));
	});

	it("finds none in nothing", () => {
		expect(places([], "trim->resize")).toEqual([]);
	});
});
