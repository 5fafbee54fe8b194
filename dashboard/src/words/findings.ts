import type {
	OperationSequencePattern,
	OperationStatistics,
	UsageStatistics,
} from "../home/answers";
import { countOf } from "../home/counts";
import { UNSPECIFIED } from "../home/vocabulary";
import type { View } from "../place/place";
import {
	formatCount,
	formatDuration,
	formatRate,
	inWords,
	joinWords,
} from "./format";

/** A part of a sentence: words, a figure or name that counts, or the steps of a pattern. */
export type Part =
	| string
	| { readonly strong: string }
	| { readonly steps: readonly string[] };

/** Something worth saying, and where one sees more of it. */
export interface Finding {
	readonly about:
		| "habit"
		| "savings"
		| "favourite"
		| "effect"
		| "batch"
		| "failure"
		| "slow";
	readonly sentence: readonly Part[];
	readonly to: View;
}

/** What the sentences are made of. */
export interface Evidence {
	readonly usage: UsageStatistics;
	/** The most frequent first. */
	readonly sequences: readonly OperationSequencePattern[];
}

/** The sentences that an owner wants to read, each computed from the data, the most telling first. */
export function findingsOf({ usage, sequences }: Evidence): Finding[] {
	return [
		habitOf(sequences),
		effectOf(usage),
		batchesOf(usage),
		failureOf(usage),
		slowOf(usage),
		savingsOf(sequences),
		favouriteOf(usage),
	].filter((finding) => finding !== undefined);
}

/** A longer sequence says more, as long as nearly as many people do it. */
const HABIT_TOLERANCE = 0.75;

/** One person's habit is nobody's business. */
const MIN_HABIT_USERS = 2;

function habitOf(
	sequences: readonly OperationSequencePattern[],
): Finding | undefined {
	const shared = sequences.filter(
		({ userCount }) => userCount >= MIN_HABIT_USERS,
	);
	const best = Math.max(0, ...shared.map(({ userShare }) => userShare));
	const habit = shared
		.filter(({ userShare }) => userShare >= best * HABIT_TOLERANCE)
		.sort(
			(a, b) =>
				b.operations.length - a.operations.length ||
				b.userShare - a.userShare ||
				b.frequency - a.frequency,
		)[0];
	if (habit === undefined) return undefined;
	return {
		about: "habit",
		sentence: [
			{ strong: `${formatRate(habit.userShare)} of users` },
			" do ",
			{ steps: habit.operations },
			".",
		],
		to: { name: "workflows", pattern: habit.pattern },
	};
}

function savingsOf(
	sequences: readonly OperationSequencePattern[],
): Finding | undefined {
	const savedBy = ({ frequency, operations }: OperationSequencePattern) =>
		frequency * (operations.length - 1);
	const best = sequences
		.filter(({ templateCandidate }) => templateCandidate)
		.sort((a, b) => savedBy(b) - savedBy(a))[0];
	if (best === undefined) return undefined;
	return {
		about: "savings",
		sentence: [
			"One call for ",
			{ steps: best.operations },
			" would have saved ",
			{ strong: `${formatCount(savedBy(best))} calls` },
			".",
		],
		to: { name: "templates", template: best.pattern.replaceAll("->", "~") },
	};
}

function favouriteOf({
	topOperations,
	totalOperations,
}: UsageStatistics): Finding | undefined {
	const top = topOperations[0];
	if (top === undefined) return undefined;
	return {
		about: "favourite",
		sentence: [
			{ strong: top.operation },
			" is what people do most: ",
			`${formatRate(top.count / totalOperations)} of all operations.`,
		],
		to: { name: "operations", operation: top.operation },
	};
}

/** How hosts name what changes how a picture looks or how a sound sounds. */
const EFFECT =
	/(^|[_.-])(look|lut|grade|grading|effects?|fx|vignette|blur|sepia|gr[ae]yscale|vintage|glow|glitch|bloom|sharpen|denoise|stabili[sz]e|fade|crossfade|overlay|watermark|reverb|echo|equali[sz]er|eq|chorus|colou?ri[sz]e|film_grain|grain)([_.-]|$)/;

function effectOf({ topOperations }: UsageStatistics): Finding | undefined {
	const effects = topOperations.filter(({ operation }) =>
		EFFECT.test(operation),
	);
	const [top] = effects;
	if (top === undefined) return undefined;
	const all = effects.reduce((sum, { count }) => sum + count, 0);
	return {
		about: "effect",
		sentence: [
			{ strong: top.operation },
			effects.length === 1
				? ` is the only effect, used ${formatCount(top.count)} times.`
				: ` is the favourite effect: ${formatCount(top.count)} of ${formatCount(all)}.`,
		],
		to: { name: "operations", operation: top.operation },
	};
}

/** A workflow type of hosts that say no more than that it is a batch. */
const JUST_BATCH = "batch_processing";

function batchesOf({
	batches,
	totalOperations,
}: UsageStatistics): Finding | undefined {
	const [top] = Object.entries(batches.byWorkflowType).sort(
		([, a], [, b]) => b - a,
	);
	if (top === undefined || batches.operations === 0) return undefined;
	const [workflowType, operations] = top;
	if (workflowType === JUST_BATCH)
		return {
			about: "batch",
			sentence: [
				{
					strong: `${formatRate(batches.operations / totalOperations)} of operations`,
				},
				" come in batches.",
			],
			to: { name: "operations" },
		};
	const share = operations / batches.operations;
	const often = share > 0.5 ? "mostly" : "most often";
	const what =
		workflowType === UNSPECIFIED
			? "without a workflow type"
			: inWords(workflowType);
	return {
		about: "batch",
		sentence: [
			`Batches are ${often} `,
			{ strong: what },
			`: ${formatRate(share)} of ${formatCount(batches.operations)} operations in batches.`,
		],
		to: { name: "operations" },
	};
}

function failureOf({
	topOperations,
	errorAnalysis,
}: UsageStatistics): Finding | undefined {
	const failuresOf = ({ count, successRate }: OperationStatistics) =>
		Math.round(count * (1 - successRate));
	const worst = [...topOperations].sort(
		(a, b) => failuresOf(b) - failuresOf(a),
	)[0];
	if (worst === undefined || failuresOf(worst) === 0) return undefined;
	const reasons = errorAnalysis.map(({ category, byOperation }) => ({
		category,
		count: countOf(byOperation, worst.operation),
	}));
	return {
		about: "failure",
		sentence: [
			{ strong: worst.operation },
			` fails most: ${formatCount(failuresOf(worst))} of ${formatCount(worst.count)}`,
			`${becauseOf(reasons, failuresOf(worst))}.`,
		],
		to: { name: "errors" },
	};
}

/** More of them explain nothing. */
const MAX_REASONS = 2;

/** By what it fails: mostly by one, if that is more than half, or by the few that there are. */
function becauseOf(
	reasons: readonly { readonly category: string; readonly count: number }[],
	failures: number,
): string {
	const known = reasons.filter(({ count }) => count > 0);
	const main = known.find(({ count }) => count > failures / 2);
	if (main !== undefined && known.length > 1)
		return `, mostly by ${inWords(main.category)}`;
	if (known.length === 0 || known.length > MAX_REASONS) return "";
	return `, by ${joinWords(known.map(({ category }) => inWords(category)))}`;
}

/** What is rarer is slow by chance. */
const MIN_SLOW_COUNT = 5;
const MIN_SLOW_SHARE = 0.005;

function slowOf({
	topOperations,
	totalOperations,
}: UsageStatistics): Finding | undefined {
	const slowest = topOperations
		.filter(
			({ count }) =>
				count >= Math.max(MIN_SLOW_COUNT, totalOperations * MIN_SLOW_SHARE),
		)
		.sort((a, b) => b.p95 - a.p95)[0];
	if (slowest === undefined) return undefined;
	return {
		about: "slow",
		sentence: [
			{ strong: slowest.operation },
			` is the slowest: half take over ${formatDuration(slowest.p50)}, one in twenty over `,
			{ strong: formatDuration(slowest.p95) },
			".",
		],
		to: { name: "operations", operation: slowest.operation },
	};
}
