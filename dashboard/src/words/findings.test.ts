import type {
	OperationSequencePattern,
	OperationStatistics,
	UsageStatistics,
} from "../home/answers";
import { type Finding, findingsOf } from "./findings";

const operation = (
	name: string,
	more: Partial<OperationStatistics> = {},
): OperationStatistics => ({
	operation: name,
	count: 100,
	successRate: 1,
	avgProcessingTime: 100,
	p50: 100,
	p95: 200,
	p99: 300,
	totalBytes: 0,
	peakMemory: null,
	...more,
});

const usage = (more: Partial<UsageStatistics> = {}): UsageStatistics => ({
	start: "2026-11-01",
	end: "2026-12-01",
	totalOperations: 400,
	uniqueUsers: 10,
	avgProcessingTime: 100,
	successRate: 1,
	topOperations: [],
	topWorkflows: [],
	workflowMonths: ["2026-11"],
	errorAnalysis: [],
	platforms: [],
	workflowTypes: [],
	batches: { operations: 0, byWorkflowType: {} },
	daily: [],
	...more,
});

const sequence = (
	pattern: string,
	more: Partial<OperationSequencePattern> = {},
): OperationSequencePattern => ({
	pattern,
	operations: pattern.split("->"),
	frequency: 10,
	sessionCount: 10,
	avgDuration: 1,
	successRate: 1,
	successRateLowerBound: 0.7,
	userCount: 5,
	userShare: 0.5,
	workflowTypes: {},
	inferredWorkflowTypes: [],
	templateCandidate: false,
	firstSeen: "2026-11-01",
	lastSeen: "2026-11-02",
	...more,
});

/** The sentence about it, as it is read. */
function read(findings: readonly Finding[], about: Finding["about"]) {
	return findings
		.find((finding) => finding.about === about)
		?.sentence.map((part) =>
			typeof part === "string"
				? part
				: "strong" in part
					? part.strong
					: part.steps.join(" → "),
		)
		.join("")
		.replaceAll("\u00a0", " ");
}

describe("what stands out", () => {
	it("is nothing where nothing happened", () => {
		expect(findingsOf({ usage: usage(), sequences: [] })).toEqual([]);
	});

	it("is the longest sequence that nearly as many users do as any", () => {
		const sequences = [
			sequence("trim->resize", { userShare: 0.7 }),
			sequence("resize->to_mp3", { userShare: 0.65 }),
			sequence("trim->resize->to_mp3", { userShare: 0.62 }),
			sequence("a->b->c->d", { userShare: 0.3 }),
		];
		expect(read(findingsOf({ usage: usage(), sequences }), "habit")).toBe(
			"62 % of users do trim → resize → to_mp3.",
		);
	});

	it("is no habit where one user alone has it", () => {
		const sequences = [sequence("a->b", { userCount: 1, userShare: 1 })];
		expect(findingsOf({ usage: usage(), sequences })).toEqual([]);
	});

	it("is the effect that is used most, of those that there are", () => {
		const topOperations = [
			operation("trim", { count: 300 }),
			operation("leica_look", { count: 60 }),
			operation("film_grain", { count: 20 }),
			operation("lookup", { count: 90 }),
		];
		expect(
			read(
				findingsOf({ usage: usage({ topOperations }), sequences: [] }),
				"effect",
			),
		).toBe("leica_look is the favourite effect: 60 of 80.");
	});

	it("is what batches are for: mostly, if it is more than half", () => {
		const batch = (byWorkflowType: Record<string, number>) =>
			read(
				findingsOf({
					usage: usage({ batches: { operations: 100, byWorkflowType } }),
					sequences: [],
				}),
				"batch",
			);
		expect(batch({ social_media: 20, podcast: 80 })).toBe(
			"Batches are mostly podcast: 80 % of 100 operations in batches.",
		);
		expect(batch({ social_media: 50, podcast: 30, unspecified: 20 })).toBe(
			"Batches are most often social media: 50 % of 100 operations in batches.",
		);
		expect(batch({ batch_processing: 90, podcast: 10 })).toBe(
			"25 % of operations come in batches.",
		);
	});

	it("is what fails most often, with its commonest reason", () => {
		const topOperations = [
			operation("trim", { count: 1_000, successRate: 0.99 }),
			operation("to_webm", { count: 200, successRate: 0.9 }),
		];
		const errorAnalysis: UsageStatistics["errorAnalysis"] = [
			{ category: "disk_full", frequency: 9, byOperation: { trim: 9 } },
			{
				category: "unknown",
				frequency: 9,
				byOperation: { to_webm: 8, trim: 1 },
			},
			{ category: "timeout", frequency: 12, byOperation: { to_webm: 12 } },
		];
		const findings = findingsOf({
			usage: usage({ topOperations, errorAnalysis }),
			sequences: [],
		});
		expect(read(findings, "failure")).toBe(
			"to_webm fails most: 20 of 200, mostly by timeout.",
		);
	});

	it("fails by the few reasons that there are, where none is most of them", () => {
		const reasonsOf = (counts: Record<string, number>) =>
			read(
				findingsOf({
					usage: usage({
						topOperations: [operation("trim", { count: 10, successRate: 0.2 })],
						errorAnalysis: Object.entries(counts).map(
							([category, frequency]) =>
								({
									category,
									frequency,
									byOperation: { trim: frequency },
								}) as UsageStatistics["errorAnalysis"][number],
						),
					}),
					sequences: [],
				}),
				"failure",
			)?.replace("trim fails most: 8 of 10", "");
		expect(reasonsOf({ timeout: 4, invalid_argument: 4 })).toBe(
			", by timeout and invalid argument.",
		);
		expect(reasonsOf({ timeout: 5, invalid_argument: 3 })).toBe(
			", mostly by timeout.",
		);
		expect(reasonsOf({ timeout: 8 })).toBe(", by timeout.");
		expect(reasonsOf({ timeout: 4, unknown: 2, disk_full: 2 })).toBe(".");
	});

	it("is what is slow, unless it is rare", () => {
		const topOperations = [
			operation("trim"),
			operation("stabilize", { count: 50, p50: 12_000, p95: 60_000 }),
			operation("once", { count: 1, p95: 900_000 }),
		];
		expect(
			read(
				findingsOf({ usage: usage({ topOperations }), sequences: [] }),
				"slow",
			),
		).toBe(
			"stabilize is the slowest: half take over 12 s, one in twenty over 1 min.",
		);
	});

	it("is what one call would have saved", () => {
		const sequences = [
			sequence("a->b", { frequency: 900 }),
			sequence("a->b->c", { frequency: 600, templateCandidate: true }),
			sequence("d->e", { frequency: 700, templateCandidate: true }),
		];
		const findings = findingsOf({ usage: usage(), sequences });
		expect(read(findings, "savings")).toBe(
			"One call for a → b → c would have saved 1,200 calls.",
		);
		expect(findings.find(({ about }) => about === "savings")?.to).toEqual({
			name: "templates",
			template: "a~b~c",
		});
	});
});
