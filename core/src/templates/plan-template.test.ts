import type { PatternRecord } from "../aggregation/totals";
import {
	activeTemplate,
	learn,
	needsLearning,
	RELEARNING,
	retiredTemplate,
} from "./plan-template";

const NOW = Date.UTC(2026, 10, 20);
const TOTALS = { version: "1", users: {} };
const SETTINGS = {
	retentionMs: 365 * 86_400_000,
	sessionGapMs: 600_000,
	shardCount: 1,
	templateMinFrequency: 5,
	templateMinSuccessRate: 0.8,
	templateMinUsersPerValue: 1,
};

function patternOf(frequency: number, more: Partial<PatternRecord> = {}) {
	return {
		pattern: "trim->to_mp3",
		operations: ["trim", "to_mp3"],
		frequency,
		months: {
			"2026-11": {
				segments: {
					"mcp|podcast": { frequency, sessions: 1, successes: frequency },
				},
			},
		},
		firstSeen: "2026-11-01",
		lastSeen: "2026-11-20",
		closed: true,
		templateCandidate: true,
		samples: { a: [NOW - 1_000, "e1"] as const },
		...more,
	};
}

const RECORD = patternOf(100);
const OCCURRENCE = {
	userId: "a",
	steps: [new Map([["crf", { value: 23 }]]), new Map()],
};
const TEMPLATE = activeTemplate(
	RECORD,
	TOTALS,
	learn(RECORD, [OCCURRENCE], SETTINGS, NOW),
	undefined,
	NOW,
);

describe("a template", () => {
	it("holds what was learned, and from how much", () => {
		expect(TEMPLATE).toMatchObject({
			name: "Make podcast episode: trim, convert to MP3",
			workflowType: "podcast",
			steps: [{ parameters: { crf: 23 } }, { parameters: {} }],
			evidence: { sampledOccurrences: 1, sampledUsers: 1, frequency: 100 },
			estimatedSavings: { toolCalls: 1 },
			learning: { at: NOW, frequency: 100, latestSample: NOW - 1_000 },
		});
	});

	it("stays the same object where nothing changes, and its creation time for ever", () => {
		const learned = learn(RECORD, [OCCURRENCE], SETTINGS, NOW);
		const later = NOW + 1;
		expect(activeTemplate(RECORD, TOTALS, learned, TEMPLATE, later)).toBe(
			TEMPLATE,
		);
		const more = activeTemplate(
			patternOf(101),
			TOTALS,
			learned,
			TEMPLATE,
			later,
		);
		expect(more).toMatchObject({ createdAt: NOW, updatedAt: later });
	});

	it("keeps nothing that was learned when it is retired", () => {
		const retired = retiredTemplate(TEMPLATE, undefined, TOTALS, NOW + 1);
		expect(retired).toMatchObject({
			status: "retired",
			inputs: [],
			name: "Trim and convert to MP3",
			evidence: { frequency: 0, sampledOccurrences: 0, sampledUsers: 0 },
		});
		expect(retired).not.toHaveProperty("learning");
		expect(JSON.stringify(retired.steps)).not.toContain("23");
		expect(retiredTemplate(retired, undefined, TOTALS, NOW + 2)).toBe(retired);
	});
});

describe("needsLearning", () => {
	const needs = (
		record: PatternRecord,
		now = NOW,
		settings = SETTINGS,
		template: typeof TEMPLATE | undefined = TEMPLATE,
	) => needsLearning(record, template, settings, now);
	const newer = patternOf(100, { samples: { a: [NOW, "e2"] } });
	const old = NOW + RELEARNING.ageMs;

	it("is so for what has never learned, or was retired", () => {
		expect(needsLearning(RECORD, undefined, SETTINGS, NOW)).toBe(true);
		const retired = retiredTemplate(TEMPLATE, RECORD, TOTALS, NOW);
		expect(needs(RECORD, NOW, SETTINGS, retired)).toBe(true);
		expect(needs(RECORD)).toBe(false);
	});

	it("is so from a quarter more on", () => {
		expect(needs(patternOf(124))).toBe(false);
		expect(needs(patternOf(125))).toBe(true);
	});

	it("is so after thirty days, if there are newer samples", () => {
		expect(needs(newer, old - 1)).toBe(false);
		expect(needs(newer, old)).toBe(true);
		expect(needs(RECORD, old)).toBe(false);
	});

	it("is so once a user is forgotten, or values need other users", () => {
		expect(needs(patternOf(100, { forgotten: 1 }))).toBe(true);
		const stricter = { ...SETTINGS, templateMinUsersPerValue: 3 };
		expect(needs(RECORD, NOW, stricter)).toBe(true);
	});
});
