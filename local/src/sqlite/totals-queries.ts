import {
	type AnalyticsStore,
	type CommitOutcome,
	type Day,
	type PackedDay,
	type PatternQuery,
	type PatternRecord,
	packDay,
	type StoredDelta,
	type TemplateRecord,
	type TotalsCommit,
	type TotalsDelta,
	type TotalsHead,
	type TotalsRecord,
	type UsageDay,
	unpackDay,
} from "@ffmpeg-analytics/core";
import type { Database, Value } from "./database";

/** The methods of the port that read and write the totals, synchronous as SQLite is. */
export interface TotalsQueries {
	/** See {@link AnalyticsStore.readDeltas}. */
	readDeltas(limit: number): StoredDelta[];
	/** See {@link AnalyticsStore.readTotals}. */
	readTotals(): TotalsHead;
	/** See {@link AnalyticsStore.readPatterns}. */
	readPatterns(names: readonly string[]): Map<string, PatternRecord>;
	/** See {@link AnalyticsStore.readUsageDays}. */
	readUsageDays(days: readonly Day[]): Map<Day, UsageDay>;
	/** See {@link AnalyticsStore.readPackedDays}. */
	readPackedDays(days: readonly Day[]): Map<Day, PackedDay>;
	/** See {@link AnalyticsStore.commitTotals}; SQLite finds nothing too large. */
	commitTotals(commit: TotalsCommit): CommitOutcome;
	/** See {@link AnalyticsStore.listPatterns}. */
	listPatterns(query: PatternQuery): PatternRecord[];
	/** See {@link AnalyticsStore.walkPatterns}. */
	walkPatterns(after: string | undefined, limit: number): PatternRecord[];
	/** See {@link AnalyticsStore.listTemplates}. */
	listTemplates(): TemplateRecord[];
	/** See {@link AnalyticsStore.readTemplates}. */
	readTemplates(ids: readonly string[]): Map<string, TemplateRecord>;
}

/** Prepares the statements. */
export function bindTotals(database: Database): TotalsQueries {
	const write = bindTotalsWriter(database);
	const selectDeltas = database.prepare(
		"SELECT seq, body FROM deltas ORDER BY seq LIMIT ?",
	);
	const selectTotals = database.prepare("SELECT version, body FROM totals");
	const selectPatterns = database.prepare(
		"SELECT body FROM patterns WHERE pattern IN (SELECT value FROM json_each(?))",
	);
	const selectDays = database.prepare(
		"SELECT day, body FROM usage_days WHERE day IN (SELECT value FROM json_each(?))",
	);
	const selectByRank = database.prepare(`
		SELECT body FROM patterns WHERE rank <= ? AND (rank, pattern) > (?, ?)
		ORDER BY rank, pattern LIMIT ?`);
	// The index has the names, whose arrows tell the steps: only what is answered is read beyond it.
	const selectByRankOfLength = database.prepare(`
		SELECT body FROM patterns WHERE rank <= ? AND (rank, pattern) > (?, ?)
			AND length(pattern) - length(replace(pattern, '>', '')) = ? - 1
		ORDER BY rank, pattern LIMIT ?`);
	const selectByName = database.prepare(
		"SELECT body FROM patterns WHERE pattern > ? ORDER BY pattern LIMIT ?",
	);
	const selectTemplates = database.prepare(
		"SELECT body FROM templates ORDER BY id",
	);
	const selectTemplatesById = database.prepare(
		"SELECT id, body FROM templates WHERE id IN (SELECT value FROM json_each(?))",
	);
	const readPackedDays = (days: readonly Day[]) =>
		new Map(
			selectDays
				.all(JSON.stringify(days))
				.map((row) => [String(row.day), bodyOf<PackedDay>(row)]),
		);

	return {
		readDeltas: (limit) =>
			selectDeltas.all(limit).map((row) => ({
				id: String(row.seq),
				delta: bodyOf<TotalsDelta>(row),
			})),

		readTotals() {
			const row = selectTotals.get();
			if (row === undefined) throw new Error("the totals have no row");
			return { ...bodyOf<TotalsRecord>(row), version: String(row.version) };
		},

		readPatterns: (names) =>
			new Map(
				selectPatterns.all(JSON.stringify(names)).map((row) => {
					const record = bodyOf<PatternRecord>(row);
					return [record.pattern, record];
				}),
			),

		readUsageDays: (days) =>
			new Map(
				[...readPackedDays(days)].map(([day, packed]) => [
					day,
					unpackDay(packed),
				]),
			),

		readPackedDays,

		commitTotals: (commit) => database.transaction(() => write(commit)),

		listPatterns({ minFrequency, steps, limit, after }) {
			const from = [
				-minFrequency,
				after === undefined ? Number.MIN_SAFE_INTEGER : -after.frequency,
				after?.pattern ?? "",
			];
			const rows =
				steps === undefined
					? selectByRank.all(...from, limit)
					: selectByRankOfLength.all(...from, steps, limit);
			return rows.map((row) => bodyOf<PatternRecord>(row));
		},

		walkPatterns: (after, limit) =>
			selectByName
				.all(after ?? "", limit)
				.map((row) => bodyOf<PatternRecord>(row)),

		listTemplates: () =>
			selectTemplates.all().map((row) => bodyOf<TemplateRecord>(row)),

		readTemplates: (ids) =>
			new Map(
				selectTemplatesById
					.all(JSON.stringify(ids))
					.map((row) => [String(row.id), bodyOf<TemplateRecord>(row)]),
			),
	};
}

/** The part of a commit that runs inside its transaction. */
function bindTotalsWriter(
	database: Database,
): (commit: TotalsCommit) => CommitOutcome {
	const selectVersion = database.prepare("SELECT version FROM totals");
	const putVersion = database.prepare("UPDATE totals SET version = ?");
	const putTotals = database.prepare("UPDATE totals SET body = ?");
	const countDeltas = database.prepare(
		"SELECT count(*) AS found FROM deltas WHERE seq IN (SELECT value FROM json_each(?))",
	);
	const removeDeltas = database.prepare(
		"DELETE FROM deltas WHERE seq IN (SELECT value FROM json_each(?))",
	);
	const putDelta = database.prepare("UPDATE deltas SET body = ? WHERE seq = ?");
	const putPattern = database.prepare(`
		INSERT INTO patterns (pattern, rank, body) VALUES (?, ?, ?)
		ON CONFLICT (pattern) DO UPDATE SET rank = excluded.rank, body = excluded.body`);
	const removePattern = database.prepare(
		"DELETE FROM patterns WHERE pattern = ?",
	);
	const putDay = database.prepare(`
		INSERT INTO usage_days (day, body) VALUES (?, ?)
		ON CONFLICT (day) DO UPDATE SET body = excluded.body`);
	const removeDay = database.prepare("DELETE FROM usage_days WHERE day = ?");
	const putTemplate = database.prepare(`
		INSERT INTO templates (id, body) VALUES (?, ?)
		ON CONFLICT (id) DO UPDATE SET body = excluded.body`);
	const removeTemplate = database.prepare("DELETE FROM templates WHERE id = ?");

	return (commit) => {
		const version = Number(selectVersion.get()?.version);
		if (String(version) !== commit.head.version) return "conflict";
		const folded = JSON.stringify((commit.folded ?? []).map(Number));
		if (countDeltas.get(folded)?.found !== (commit.folded ?? []).length)
			return "conflict";
		putVersion.run(version + 1);
		removeDeltas.run(folded);
		for (const [id, left] of commit.left ?? [])
			putDelta.run(JSON.stringify(left), Number(id));
		if (commit.totals !== undefined)
			putTotals.run(JSON.stringify(commit.totals));
		for (const [name, record] of commit.patterns ?? [])
			if (record === undefined) removePattern.run(name);
			else putPattern.run(name, -record.frequency, JSON.stringify(record));
		for (const [day, usage] of commit.usageDays ?? [])
			if (usage === undefined) removeDay.run(day);
			else putDay.run(day, JSON.stringify(packDay(usage)));
		for (const template of commit.templates ?? [])
			putTemplate.run(template.id, JSON.stringify(template));
		for (const id of commit.removedTemplates ?? []) removeTemplate.run(id);
		return "committed";
	};
}

function bodyOf<Body>(row: Record<string, Value>): Body {
	return JSON.parse(String(row.body)) as Body;
}
