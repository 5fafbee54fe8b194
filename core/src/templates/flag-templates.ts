import { MAX_RUN_MS } from "../aggregation/aggregate";
import { commitTotalsChange } from "../aggregation/commit-totals";
import type { PatternRecord } from "../aggregation/totals";
import type { JobHome } from "../ports/home";
import type { AnalyticsStore, TotalsHead } from "../ports/store";
import { PATTERN_STEPS } from "../sessions/contribution";
import { type EquallyFrequent, equallyFrequent } from "./equally-frequent";
import {
	activeTemplate,
	isWorthRepeating,
	learnedBefore,
	needsLearning,
} from "./plan-template";
import {
	noSettleCounts,
	type SettleCounts,
	type SettleOptions,
	settleTemplates,
	TEMPLATES_PER_COMMIT,
} from "./settle-templates";
import type { TemplateRecord } from "./template";

/** What a run found. */
export interface FlagCounts extends SettleCounts {
	/** Patterns that occurred at least twice. */
	patterns: number;
	/** Of these, the closed ones. */
	closed: number;
	candidates: number;
	/**
	 * False if the run stopped at a bound of time or of memory: rarer patterns keep the flags that they
	 * have, and their templates.
	 */
	complete: boolean;
}

/** Once is no repetition: rarer patterns are neither closed nor candidates. */
const MIN_FREQUENCY = 2;
const COMMIT_PATTERNS = 200;

/** How many templates there are at most: nobody reads as many, and every list of them is read whole. */
export interface TemplateLimits {
	/** Further candidates, of which the more frequent come first, get none until some are retired. */
	readonly active: number;
	/** Beyond it those that were retired first are removed. */
	readonly retired: number;
}

const LIMITS: TemplateLimits = { active: 1_000, retired: 1_000 };

const LEARNING: SettleOptions = {
	for: "flagging",
	perCommit: TEMPLATES_PER_COMMIT.learned,
};
/** Of what is not expected to learn. */
const RENEWING: SettleOptions = {
	...LEARNING,
	perCommit: TEMPLATES_PER_COMMIT.renewed,
};

interface Flags {
	readonly closed: boolean;
	readonly templateCandidate: boolean;
}

/**
 * Marks the closed patterns and the template candidates, learns a template for each candidate and
 * retires those whose pattern no longer qualifies; one that qualifies again is active again. Writes
 * only what changes, and reads stored events only for what needs learning.
 */
export async function flagTemplates(
	home: JobHome,
	limits: TemplateLimits = LIMITS,
): Promise<FlagCounts> {
	const { store } = home;
	const counts = {
		patterns: 0,
		closed: 0,
		candidates: 0,
		complete: true,
	};
	const settled = noSettleCounts();
	const totals = await store.readTotals();
	const existing = new Map(
		(await store.listTemplates()).map((template) => [
			template.pattern,
			template,
		]),
	);
	const isActive = ({ status }: TemplateRecord) => status === "active";
	let active = [...existing.values()].filter(isActive).length;
	const retired = existing.size - active;
	const qualifying = new Set<string>();
	const deadline = home.now() + MAX_RUN_MS;
	for await (const group of equallyFrequent(store, MIN_FREQUENCY)) {
		if (group === "too_many" || home.now() > deadline) {
			counts.complete = false;
			break;
		}
		const { patterns } = group;
		const flags = flagsOf(home, group);
		await writeFlags(store, changesOf(patterns, flags));
		const candidates = patterns.filter(
			({ pattern }) => flags.get(pattern)?.templateCandidate,
		);
		for (const { pattern } of candidates)
			if (existing.has(pattern)) qualifying.add(pattern);
		counts.patterns += patterns.length;
		counts.candidates += candidates.length;
		for (const { closed } of flags.values()) if (closed) counts.closed++;
		const toLearn: string[] = [];
		const toRenew: string[] = [];
		for (const record of candidates) {
			const before = existing.get(record.pattern);
			if (before?.status !== "active" && ++active > limits.active) continue;
			if (needsLearning(record, before, home.settings, home.now()))
				toLearn.push(record.pattern);
			else if (before !== undefined && isStale(home, record, before, totals))
				toRenew.push(record.pattern);
		}
		await settleTemplates(home, toLearn, LEARNING, settled);
		await settleTemplates(home, toRenew, RENEWING, settled);
	}
	const missed = [...existing.values()].filter(
		(template) => isActive(template) && !qualifying.has(template.pattern),
	);
	// Aggregation goes on beside the walk: a pattern whose frequency rose may have slipped past it.
	// It still has its flags and its figures, by which it keeps its template until the next run.
	await settleTemplates(
		home,
		missed.map(({ pattern }) => pattern),
		RENEWING,
		settled,
	);
	if (retired + settled.templatesRetired > limits.retired)
		settled.templatesRemoved = await removeRetired(store, limits.retired);
	return { ...counts, ...settled };
}

/** Removes all but the templates that were retired last, some at a time; returns how many it removed. */
async function removeRetired(
	store: AnalyticsStore,
	kept: number,
): Promise<number> {
	const retired = (await store.listTemplates())
		.filter(({ status }) => status === "retired")
		.sort((a, b) => b.updatedAt - a.updatedAt);
	const leaving = retired.slice(kept).map(({ id }) => id);
	let removed = 0;
	for (let from = 0; from < leaving.length; from += RENEWING.perCommit) {
		const some = leaving.slice(from, from + RENEWING.perCommit);
		let removedTemplates: string[] = [];
		await commitTotalsChange(store, async (head) => {
			// One that was made active meanwhile stays.
			const now = await store.readTemplates(some);
			removedTemplates = some.filter((id) => now.get(id)?.status === "retired");
			return removedTemplates.length === 0
				? undefined
				: { head, removedTemplates };
		});
		removed += removedTemplates.length;
	}
	return removed;
}

function flagsOf(
	{ settings }: JobHome,
	{ patterns, contained }: EquallyFrequent,
): Map<string, Flags> {
	return new Map(
		patterns.map((record) => {
			const closed =
				record.operations.length === PATTERN_STEPS.max ||
				!contained.has(record.pattern);
			const templateCandidate = closed && isWorthRepeating(record, settings);
			return [record.pattern, { closed, templateCandidate }];
		}),
	);
}

function changesOf(
	patterns: readonly PatternRecord[],
	flags: ReadonlyMap<string, Flags>,
): Map<string, Flags> {
	const changes = new Map(flags);
	for (const record of patterns) {
		const flag = flags.get(record.pattern);
		if (
			flag?.closed === record.closed &&
			flag.templateCandidate === record.templateCandidate
		)
			changes.delete(record.pattern);
	}
	return changes;
}

/** True if what a template says of its pattern is out of date, by what the walk has read. */
function isStale(
	home: JobHome,
	record: PatternRecord,
	before: TemplateRecord,
	totals: TotalsHead,
): boolean {
	const learned = learnedBefore(before);
	return activeTemplate(record, totals, learned, before, home.now()) !== before;
}

async function writeFlags(
	store: AnalyticsStore,
	flags: ReadonlyMap<string, Flags>,
): Promise<void> {
	const names = [...flags.keys()];
	for (let from = 0; from < names.length; from += COMMIT_PATTERNS) {
		const chunk = names.slice(from, from + COMMIT_PATTERNS);
		await commitTotalsChange(store, async (head) => ({
			head,
			patterns: new Map(
				[...(await store.readPatterns(chunk))].map(([name, record]) => [
					name,
					{ ...record, ...flags.get(name) },
				]),
			),
		}));
	}
}
