import { prevailingWorkflowType } from "../aggregation/prevailing-workflow-type";
import {
	FIRST_MONTH,
	type PatternRecord,
	sumPattern,
	usersOfPattern,
} from "../aggregation/totals";
import { DAY_MS } from "../calendar";
import { canonicalJson } from "../canonical-json";
import type { TotalsHead } from "../ports/store";
import { ratio } from "../reports/figures";
import { wilsonLowerBound } from "../reports/wilson";
import { STEP_ARROW } from "../sessions/contribution";
import type { AnalyticsSettings } from "../settings";
import { learnTemplate, type SampledOccurrence } from "./learn-template";
import type { Learning, TemplateRecord } from "./template";
import {
	isNamedWorkflow,
	templateDescription,
	templateName,
} from "./template-name";
import { estimateSavings } from "./template-savings";

/** When a template is learned again: reading its samples costs, and little changes from day to day. */
export const RELEARNING = {
	/** The pattern has become so many times as frequent. */
	growth: 1.25,
	/** There are newer samples, and so much time has passed, ms. */
	ageMs: 30 * DAY_MS,
} as const;

/** What a template holds that was learned, and from how much. */
export type Learned = Pick<TemplateRecord, "steps" | "inputs"> & {
	readonly learning?: Learning;
	readonly sampledOccurrences: number;
	readonly sampledUsers: number;
};

/** `~` is in no operation type, so that two patterns never share an id; safe in URLs. */
export function templateIdOf(pattern: string): string {
	return pattern.replaceAll(STEP_ARROW, "~");
}

/** True if a pattern that is closed is a template candidate. */
export function isWorthRepeating(
	record: PatternRecord,
	settings: AnalyticsSettings,
): boolean {
	const { frequency, successes } = figuresOf(record);
	return (
		frequency >= settings.templateMinFrequency &&
		ratio(successes, frequency) >= settings.templateMinSuccessRate
	);
}

/** True if what a template has learned is missing, or out of date by {@link RELEARNING}. */
export function needsLearning(
	record: PatternRecord,
	existing: TemplateRecord | undefined,
	settings: AnalyticsSettings,
	now: number,
): boolean {
	const learning = existing?.learning;
	if (learning === undefined) return true;
	if (learning.forgotten !== (record.forgotten ?? 0)) return true;
	if (learning.minUsersPerValue !== settings.templateMinUsersPerValue)
		return true;
	if (record.frequency >= learning.frequency * RELEARNING.growth) return true;
	return (
		now - learning.at >= RELEARNING.ageMs &&
		latestSampleOf(record) > learning.latestSample
	);
}

/** What a pattern's occurrences teach. */
export function learn(
	record: PatternRecord,
	occurrences: readonly SampledOccurrence[],
	settings: AnalyticsSettings,
	now: number,
): Learned {
	const minUsersPerValue = settings.templateMinUsersPerValue;
	return {
		...learnTemplate(record.operations, occurrences, minUsersPerValue),
		learning: {
			at: now,
			frequency: record.frequency,
			forgotten: record.forgotten ?? 0,
			latestSample: latestSampleOf(record),
			minUsersPerValue,
		},
		sampledOccurrences: occurrences.length,
		sampledUsers: new Set(occurrences.map(({ userId }) => userId)).size,
	};
}

/** What a template has learned already. */
export function learnedBefore(existing: TemplateRecord): Learned {
	const { steps, inputs, learning, evidence } = existing;
	const { sampledOccurrences, sampledUsers } = evidence;
	return {
		steps,
		inputs,
		sampledOccurrences,
		sampledUsers,
		...(learning === undefined ? {} : { learning }),
	};
}

/** The template of a pattern that qualifies, as it should be; `existing` itself if it is so already. */
export function activeTemplate(
	record: PatternRecord,
	totals: TotalsHead,
	learned: Learned,
	existing: TemplateRecord | undefined,
	now: number,
): TemplateRecord {
	const { operations, pattern } = record;
	return changed(
		{
			id: templateIdOf(pattern),
			pattern,
			...purposeOf(record),
			operations,
			status: "active",
			...standingOf(record, totals, learned),
		},
		existing,
		now,
	);
}

/**
 * The template of a pattern that no longer qualifies, or is gone; `existing` itself if it is so
 * already. It keeps what the pattern says, and nothing that was learned: so nothing of a user who is
 * erased later can be left in it.
 */
export function retiredTemplate(
	existing: TemplateRecord,
	record: PatternRecord | undefined,
	totals: TotalsHead,
	now: number,
): TemplateRecord {
	const { id, pattern, operations } = existing;
	return changed(
		{
			id,
			pattern,
			...purposeOf(record ?? { operations, months: {} }),
			operations,
			status: "retired",
			...standingOf(record ?? { months: {} }, totals, unlearned(operations)),
		},
		existing,
		now,
	);
}

/** What it is for, in words, as far as its sessions say now. */
function purposeOf(record: Pick<PatternRecord, "operations" | "months">) {
	const { operations } = record;
	const prevailing = prevailingWorkflowType(figuresOf(record));
	const { workflowType, reason } =
		prevailing !== undefined && isNamedWorkflow(prevailing.workflowType)
			? prevailing
			: {};
	return {
		name: templateName(operations, workflowType),
		description: templateDescription(operations),
		...(workflowType === undefined ? {} : { workflowType }),
		...(reason === undefined ? {} : { workflowTypeReason: reason }),
	};
}

function unlearned(operations: readonly string[]): Learned {
	return {
		...learnTemplate(operations, [], 1),
		sampledOccurrences: 0,
		sampledUsers: 0,
	};
}

function standingOf(
	record: Pick<PatternRecord, "months">,
	totals: TotalsHead,
	{ sampledOccurrences, sampledUsers, ...learned }: Learned,
) {
	const { frequency, successes, durationMs } = figuresOf(record);
	return {
		...learned,
		evidence: {
			frequency,
			successRate: ratio(successes, frequency),
			successRateLowerBound: wilsonLowerBound(successes, frequency),
			userCount: usersOfPattern(record, totals.liveFrom ?? FIRST_MONTH),
			sampledOccurrences,
			sampledUsers,
		},
		expectedDuration: ratio(durationMs, frequency),
		estimatedSavings: estimateSavings(learned),
	};
}

function changed(
	template: Omit<TemplateRecord, "createdAt" | "updatedAt">,
	existing: TemplateRecord | undefined,
	now: number,
): TemplateRecord {
	if (existing === undefined)
		return { ...template, createdAt: now, updatedAt: now };
	const { createdAt, updatedAt } = existing;
	const same = { ...template, createdAt, updatedAt };
	return canonicalJson(same) === canonicalJson(existing)
		? existing
		: { ...same, updatedAt: now };
}

function figuresOf(record: Pick<PatternRecord, "months">) {
	return sumPattern(
		record,
		() => true,
		() => true,
	);
}

function latestSampleOf({ samples = {} }: PatternRecord): number {
	return Math.max(0, ...Object.values(samples).map(([endedAt]) => endedAt));
}
