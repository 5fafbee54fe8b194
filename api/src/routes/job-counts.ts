import {
	type AggregateCounts,
	type AuditCounts,
	type FlagCounts,
	monthSchema,
	type PurgeCounts,
} from "@ffmpeg-analytics/core";
import { z } from "zod";

const count = (description: string) => z.int().min(0).describe(description);

/** What a run of aggregation did. */
export const aggregateCountsSchema = z
	.object({
		pages: count("Pages of events that were counted"),
		events: count("Events counted, in usage at least"),
		late: count("Events that were placed by reading stored events again"),
		lateReads: count("Stored events read again for late ones"),
		expired: count("Events of months that have been dropped: not counted"),
		erased: count(
			"Events of users who were erased after they ended: not counted, and deleted",
		),
		typesExceeded: count(
			"Events counted as `other`, in usage only: beyond the operation types that a user may have in a month",
		),
		workflowTypesExceeded: count(
			"Events counted under the workflow type `other`: beyond those that a user may have in a month",
		),
		patternsExceeded: count(
			"Changes of patterns not counted: beyond those that a user may have in a month",
		),
		unplaced: count(
			"Late events counted in usage only: their session is partly purged, or too long to read",
		),
		deltas: count("Sets of changes folded into the totals"),
		patterns: count("Patterns written"),
		cellsExceeded: count(
			"Cells of usage counted as `other`: beyond what a day, or a user's month, holds",
		),
		conflicts: count(
			"Steps computed in vain, because another run was quicker; they were done again",
		),
		caughtUp: z
			.boolean()
			.describe(
				"False if the run stopped at a bound of time; the next one goes on",
			),
	})
	.meta({
		id: "AggregateCounts",
		description: "What a run of aggregation did.",
	}) satisfies z.ZodType<AggregateCounts>;

/** What a run of template making found. */
export const flagCountsSchema = z
	.object({
		patterns: count("Patterns that occurred at least twice"),
		closed: count(
			"Of these, those that no longer pattern contains equally often",
		),
		candidates: count("Of these, those that are worth a template"),
		templatesWritten: count("Templates that were made or changed"),
		templatesRetired: count(
			"Templates whose pattern no longer qualifies, and that were retired now",
		),
		templatesRemoved: count(
			"Templates that were retired long ago, removed where too many are kept",
		),
		templatesLearned: count(
			"Of those written, the ones whose parameters were learned anew",
		),
		sampleReads: count("Stored events read to learn from"),
		complete: z
			.boolean()
			.describe(
				"False if the run stopped at a bound of time or memory: rarer patterns keep their flags and templates",
			),
	})
	.meta({
		id: "FlagCounts",
		description: "What a run of template making found.",
	}) satisfies z.ZodType<FlagCounts>;

/** What a purge removed. */
export const purgeCountsSchema = z
	.object({
		eventsDeleted: count("Events older than the retention time, deleted"),
		liveFrom: monthSchema.describe(
			"The first UTC month that is still in the totals",
		),
		patternsChanged: count("Patterns from which dropped months were taken"),
		usageDaysDeleted: count("Days of usage deleted with their months"),
		userMonthsDeleted: count("Users' months deleted"),
		erasuresFinished: count("Erasures that had been cut off, finished"),
		erasuresDeleted: count("Notes of erasures that are not needed any more"),
	})
	.meta({
		id: "PurgeCounts",
		description: "What a purge removed.",
	}) satisfies z.ZodType<PurgeCounts>;

/** What an audit found and did. */
export const auditCountsSchema = z
	.object({
		days: count(
			"1 if the day was judged: it is over, and no event of its month is purged",
		),
		eventsStored: count("Events of the day that are stored"),
		eventsCounted: count("Events of the day that were counted"),
		usersRecounted: count("Users whose month was counted anew"),
		daysRepaired: count("1 if the day's roll-up was wrong, and is right now"),
		unexplained: count(
			"Differences that stay: users or a day beyond a bound, or a day that kept changing",
		),
	})
	.meta({
		id: "AuditCounts",
		description: "What an audit found and did.",
	}) satisfies z.ZodType<AuditCounts>;
