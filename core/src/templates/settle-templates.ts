import { commitTotalsChange } from "../aggregation/commit-totals";
import type { PatternRecord } from "../aggregation/totals";
import type { JobHome } from "../ports/home";
import type { TotalsCommit, TotalsHead } from "../ports/store";
import {
	activeTemplate,
	isWorthRepeating,
	learn,
	learnedBefore,
	needsLearning,
	retiredTemplate,
	templateIdOf,
} from "./plan-template";
import { SampleReader } from "./read-samples";
import type { TemplateRecord } from "./template";

/** How templates are brought in line with their patterns. */
export interface SettleOptions {
	/** Whether a pattern that qualifies gets a template, and one that is gone keeps its own. */
	readonly for: "flagging" | "erasure";
	/** Templates of one commit, one of {@link TEMPLATES_PER_COMMIT}. */
	readonly perCommit: number;
}

/** What became of templates. */
export interface SettleCounts {
	templatesWritten: number;
	templatesRetired: number;
	/** Whose pattern is gone, or which were retired before many others. */
	templatesRemoved: number;
	/** Of those written, the ones that were learned anew. */
	templatesLearned: number;
	/** Stored events read to learn. */
	sampleReads: number;
}

/** How many templates share a commit. */
export const TEMPLATES_PER_COMMIT = {
	/**
	 * Few, since each has hundreds of events read for it, between reading the totals' head and
	 * committing under it, and whoever else changes the totals makes that be done again.
	 */
	learned: 8,
	/** Of up to 150 KB each. */
	renewed: 50,
} as const;

/** Counts of a run that did nothing yet. */
export function noSettleCounts(): SettleCounts {
	return {
		templatesWritten: 0,
		templatesRetired: 0,
		templatesRemoved: 0,
		templatesLearned: 0,
		sampleReads: 0,
	};
}

/**
 * Brings the templates of these patterns in line with them: learned, renewed or retired, and
 * written only where something changes.
 *
 * What is written was computed from what the stores held under one head of the totals, read before:
 * if anything is merged meanwhile, it is computed again. An erasure's merge takes the user out of
 * the patterns' samples, so a template that was learned from the user is never written after it.
 */
export async function settleTemplates(
	home: JobHome,
	patterns: readonly string[],
	options: SettleOptions,
	counts: SettleCounts,
): Promise<void> {
	for (let from = 0; from < patterns.length; from += options.perCommit) {
		const names = patterns.slice(from, from + options.perCommit);
		let done = noSettleCounts();
		await commitTotalsChange(home.store, async (head) => {
			done = noSettleCounts();
			return planCommit(home, head, names, options, done);
		});
		for (const name of Object.keys(done) as (keyof SettleCounts)[])
			counts[name] += done[name];
	}
}

/** The commit that brings some templates in line; undefined if they are. */
async function planCommit(
	home: JobHome,
	totals: TotalsHead,
	names: readonly string[],
	options: SettleOptions,
	counts: SettleCounts,
): Promise<TotalsCommit | undefined> {
	const { store, settings } = home;
	const [records, existing] = await Promise.all([
		store.readPatterns(names),
		store.readTemplates(names.map(templateIdOf)),
	]);
	const reader = new SampleReader(store, settings.sessionGapMs);
	const templates: TemplateRecord[] = [];
	const removedTemplates: string[] = [];
	const patterns = new Map<string, PatternRecord>();
	for (const name of names) {
		const record = records.get(name);
		const before = existing.get(templateIdOf(name));
		if (before === undefined && options.for === "erasure") continue;
		if (record?.closed && isWorthRepeating(record, settings)) {
			const renewed = await renew(home, totals, record, before, reader);
			if (renewed.template === before) continue;
			templates.push(renewed.template);
			counts.templatesWritten++;
			if (renewed.isLearned) counts.templatesLearned++;
			continue;
		}
		// A pattern below the walk's frequency still has its flag.
		if (record?.templateCandidate)
			patterns.set(name, { ...record, templateCandidate: false });
		if (before === undefined) continue;
		if (record === undefined && options.for === "erasure") {
			removedTemplates.push(before.id);
			counts.templatesRemoved++;
			continue;
		}
		const after = retiredTemplate(before, record, totals, home.now());
		if (after === before) continue;
		templates.push(after);
		if (before.status === "active") counts.templatesRetired++;
	}
	counts.sampleReads = reader.reads;
	const changes = templates.length + removedTemplates.length + patterns.size;
	return changes === 0
		? undefined
		: { head: totals, patterns, templates, removedTemplates };
}

/** The template of a pattern that qualifies, learned where that is needed. */
async function renew(
	home: JobHome,
	totals: TotalsHead,
	record: PatternRecord,
	before: TemplateRecord | undefined,
	reader: SampleReader,
): Promise<{ template: TemplateRecord; isLearned: boolean }> {
	const { settings } = home;
	const now = home.now();
	const isLearned = needsLearning(record, before, settings, now);
	const learned =
		before === undefined || isLearned
			? learn(
					record,
					await reader.read(record.pattern, record.samples ?? {}),
					settings,
					now,
				)
			: learnedBefore(before);
	const template = activeTemplate(record, totals, learned, before, now);
	return { template, isLearned };
}
