import { type Month, monthStart } from "../calendar";
import type { PatternDelta, TotalsDelta } from "./delta";

/**
 * Where occurrences of a pattern can be found again, to learn parameters from: for some of its
 * latest users, the event with which the user's latest occurrence ended. Latest by (end, id), so
 * that which ones are kept depends on the order of arrival as little as can be.
 */
export interface Samples {
	/** By {@link userTagOf the user's tag}. */
	readonly [userTag: string]: Sample;
}

/** When an occurrence ended, epoch ms, and the id of the event that it ended with. */
export type Sample = readonly [endedAt: number, eventId: string];

/** Users with a sample, at most. The latest stay. */
export const SAMPLE_LIMITS = {
	/** Of a pattern in the delta of one page. */
	delta: 5,
	/** Of a pattern in the totals. */
	pattern: 16,
} as const;

const TAG_LENGTH = 12;

/**
 * A fragment of a user's pseudonym: 48 bits keep users apart, and are enough to forget one. Should
 * two ever share it, they share a sample.
 */
export function userTagOf(userId: string): string {
	return userId.slice(0, TAG_LENGTH);
}

/** Notes an occurrence in the delta of a page, if it is among the latest. */
export function noteSample(
	delta: PatternDelta,
	userTag: string,
	sample: Sample,
): void {
	delta.samples ??= {};
	const { samples } = delta;
	const own = samples[userTag];
	if (own !== undefined && own !== null) {
		if (isLater(sample, own)) samples[userTag] = sample;
		return;
	}
	let users = 0;
	let oldest: string | undefined;
	for (const tag in samples) {
		const other = samples[tag];
		if (other === undefined || other === null) continue;
		users++;
		const before = oldest === undefined ? undefined : samples[oldest];
		if (before === undefined || before === null || isLater(before, other))
			oldest = tag;
	}
	if (users >= SAMPLE_LIMITS.delta && oldest !== undefined) {
		if (!isLater(sample, samples[oldest] as Sample)) return;
		delete samples[oldest];
	}
	samples[userTag] = sample;
}

/**
 * Adds to a delta that a user is forgotten as an example of these patterns: their samples go, and the
 * templates of these patterns are learned again. Belongs into the delta that takes back what they
 * counted. What they do later may become a sample again.
 */
export function forgetUser(
	delta: TotalsDelta,
	userId: string,
	patterns: Iterable<string>,
): void {
	for (const pattern of patterns) {
		delta.patterns[pattern] ??= { months: {} };
		const own = delta.patterns[pattern];
		own.samples = { ...own.samples, [userTagOf(userId)]: null };
		own.forgotten = (own.forgotten ?? 0) + 1;
	}
}

/** Adds the samples of a delta to the sum of those before it, in the order of the user's shard. */
export function addSamples(sum: PatternDelta, added: PatternDelta): void {
	if (added.forgotten !== undefined)
		sum.forgotten = (sum.forgotten ?? 0) + added.forgotten;
	if (added.samples === undefined) return;
	sum.samples ??= {};
	for (const [userTag, sample] of Object.entries(added.samples)) {
		const own = sum.samples[userTag];
		if (own === undefined || own === null || sample === null)
			sum.samples[userTag] = sample;
		else if (isLater(sample, own)) sum.samples[userTag] = sample;
	}
}

/** The samples of a pattern after a change, without those of months before `liveFrom`. */
export function changeSamples(
	samples: Samples,
	change: Pick<PatternDelta, "samples">,
	liveFrom: Month,
): Samples {
	const changed = new Map(Object.entries(samples));
	// Not a number where no month has been dropped: nothing is before it.
	const liveFromMs = monthStart(liveFrom);
	for (const [userTag, sample] of Object.entries(change.samples ?? {})) {
		const own = changed.get(userTag);
		if (sample === null) changed.delete(userTag);
		else if (own === undefined || isLater(sample, own))
			changed.set(userTag, sample);
	}
	return Object.fromEntries(
		[...changed]
			.filter(([, [endedAt]]) => !(endedAt < liveFromMs))
			.sort(([, a], [, b]) => (isLater(a, b) ? -1 : 1))
			.slice(0, SAMPLE_LIMITS.pattern),
	);
}

function isLater([endA, idA]: Sample, [endB, idB]: Sample): boolean {
	return endA > endB || (endA === endB && idA > idB);
}
