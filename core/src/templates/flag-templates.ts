import { commitTotalsChange } from "../aggregation/commit-totals";
import {
	FIRST_MONTH,
	type PatternRecord,
	partsOf,
	sumPattern,
	usersOfPattern,
} from "../aggregation/totals";
import { canonicalJson } from "../canonical-json";
import type { JobHome } from "../ports/home";
import type { AnalyticsStore, TotalsHead } from "../ports/store";
import { ratio } from "../reports/figures";
import { wilsonLowerBound } from "../reports/wilson";
import { PATTERN_STEPS, STEP_ARROW } from "../sessions/contribution";
import type { AnalyticsSettings } from "../settings";
import type { TemplateRecord } from "./template";

/** What a run found. */
export interface FlagCounts {
	/** Patterns that occurred at least twice. */
	patterns: number;
	/** Of these, the closed ones. */
	closed: number;
	candidates: number;
	templatesWritten: number;
	templatesRetired: number;
}

/** Once is no repetition: rarer patterns are neither closed nor candidates. */
const MIN_FREQUENCY = 2;
const PAGE = 500;
const COMMIT_PATTERNS = 200;

interface Flags {
	readonly closed: boolean;
	readonly templateCandidate: boolean;
}

/**
 * Marks the closed patterns and the template candidates, writes a template for each candidate and
 * retires those whose pattern no longer qualifies. Writes only what changes.
 */
export async function flagTemplates(home: JobHome): Promise<FlagCounts> {
	const { store } = home;
	const counts: FlagCounts = {
		patterns: 0,
		closed: 0,
		candidates: 0,
		templatesWritten: 0,
		templatesRetired: 0,
	};
	const totals = await store.readTotals();
	const existing = new Map(
		(await store.listTemplates()).map((template) => [
			template.pattern,
			template,
		]),
	);
	const qualifying = new Set<string>();
	const notClosed = new Set<string>();
	for await (const group of equallyFrequent(store)) {
		const open = new Set(
			group.flatMap(({ operations }) => partsOf(operations)),
		);
		const changes = new Map<string, Flags>();
		const templates: TemplateRecord[] = [];
		for (const record of group) {
			const closed =
				record.operations.length === PATTERN_STEPS.max ||
				!open.has(record.pattern);
			const templateCandidate =
				closed && isWorthRepeating(record, home.settings);
			counts.patterns++;
			if (closed) counts.closed++;
			else notClosed.add(record.pattern);
			if (
				closed !== record.closed ||
				templateCandidate !== record.templateCandidate
			)
				changes.set(record.pattern, { closed, templateCandidate });
			if (!templateCandidate) continue;
			counts.candidates++;
			qualifying.add(record.pattern);
			const template = templateOf(
				record,
				totals,
				existing.get(record.pattern),
				home.now(),
			);
			if (template !== undefined) templates.push(template);
		}
		await write(store, changes, templates);
		counts.templatesWritten += templates.length;
	}
	const missed = [...existing.values()].filter(
		({ pattern, status }) => status === "active" && !qualifying.has(pattern),
	);
	const records = await store.readPatterns(
		missed.map(({ pattern }) => pattern),
	);
	// Aggregation goes on beside the walk: a pattern whose frequency rose may have slipped past it,
	// and is judged by the next run.
	const retired = missed.filter(({ pattern }) => {
		const record = records.get(pattern);
		return (
			record === undefined ||
			notClosed.has(pattern) ||
			!isWorthRepeating(record, home.settings)
		);
	});
	// A pattern that fell below the walk's frequency still has its flag.
	const fallen = retired
		.map(({ pattern }) => records.get(pattern))
		.filter((record) => record !== undefined)
		.filter(({ templateCandidate }) => templateCandidate);
	await write(
		store,
		new Map(
			fallen.map(({ pattern, closed }) => [
				pattern,
				{ closed, templateCandidate: false },
			]),
		),
		retired.map((template) => ({
			...template,
			status: "retired",
			updatedAt: home.now(),
		})),
	);
	counts.templatesRetired = retired.length;
	return counts;
}

/** Patterns of one frequency at a time: only those can keep each other from being closed. */
async function* equallyFrequent(
	store: AnalyticsStore,
): AsyncGenerator<PatternRecord[]> {
	let group: PatternRecord[] = [];
	let after: { frequency: number; pattern: string } | undefined;
	for (;;) {
		const page = await store.listPatterns({
			minFrequency: MIN_FREQUENCY,
			limit: PAGE,
			...(after === undefined ? {} : { after }),
		});
		for (const record of page) {
			if (group.length > 0 && group[0]?.frequency !== record.frequency) {
				yield group;
				group = [];
			}
			group.push(record);
		}
		const last = page.at(-1);
		if (last === undefined || page.length < PAGE) break;
		after = { frequency: last.frequency, pattern: last.pattern };
	}
	if (group.length > 0) yield group;
}

function isWorthRepeating(
	record: PatternRecord,
	settings: AnalyticsSettings,
): boolean {
	const { frequency, successes } = sumPattern(
		record,
		() => true,
		() => true,
	);
	return (
		frequency >= settings.templateMinFrequency &&
		ratio(successes, frequency) >= settings.templateMinSuccessRate
	);
}

/** The template of a pattern as it should be; undefined if it is so already. */
function templateOf(
	record: PatternRecord,
	totals: TotalsHead,
	existing: TemplateRecord | undefined,
	now: number,
): TemplateRecord | undefined {
	const { frequency, successes, durationMs, workflowTypes } = sumPattern(
		record,
		() => true,
		() => true,
	);
	const template: TemplateRecord = {
		id: templateIdOf(record.pattern),
		pattern: record.pattern,
		name: nameOf(record.operations, workflowTypes),
		operations: record.operations,
		status: "active",
		evidence: {
			frequency,
			successRate: ratio(successes, frequency),
			successRateLowerBound: wilsonLowerBound(successes, frequency),
			userCount: usersOfPattern(record, totals.liveFrom ?? FIRST_MONTH),
		},
		expectedDuration: ratio(durationMs, frequency),
		createdAt: existing?.createdAt ?? now,
		updatedAt: existing?.updatedAt ?? now,
	};
	return canonicalJson(template) === canonicalJson(existing)
		? undefined
		: { ...template, updatedAt: now };
}

/** `~` is in no operation type, so that two patterns never share an id; safe in URLs. */
function templateIdOf(pattern: string): string {
	return pattern.replaceAll(STEP_ARROW, "~");
}

/** "Podcast: trim, resize, to mp3" */
function nameOf(
	operations: readonly string[],
	workflowTypes: ReadonlyMap<string, number>,
): string {
	const sessions = [...workflowTypes.values()].reduce((a, b) => a + b, 0);
	const [commonest] = [...workflowTypes].sort(
		([typeA, a], [typeB, b]) => b - a || (typeA < typeB ? -1 : 1),
	);
	const words = operations.map(asWords).join(", ");
	const prevails =
		commonest !== undefined &&
		commonest[0] !== "" &&
		commonest[1] * 2 > sessions;
	return capitalized(prevails ? `${asWords(commonest[0])}: ${words}` : words);
}

function asWords(slug: string): string {
	return slug.replace(/[_.-]+/g, " ").trim();
}

function capitalized(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}

async function write(
	store: AnalyticsStore,
	flags: ReadonlyMap<string, Flags>,
	templates: readonly TemplateRecord[],
): Promise<void> {
	const names = [...flags.keys()];
	const steps = Math.max(
		Math.ceil(names.length / COMMIT_PATTERNS),
		Math.ceil(templates.length / COMMIT_PATTERNS),
	);
	for (let step = 0; step < steps; step++) {
		const from = step * COMMIT_PATTERNS;
		const chunk = names.slice(from, from + COMMIT_PATTERNS);
		await commitTotalsChange(store, async (head) => ({
			head,
			patterns: new Map(
				[...(await store.readPatterns(chunk))].map(([name, record]) => [
					name,
					{ ...record, ...flags.get(name) },
				]),
			),
			templates: templates.slice(from, from + COMMIT_PATTERNS),
		}));
	}
}
