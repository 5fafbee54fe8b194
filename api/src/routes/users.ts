import {
	type Analytics,
	type ErasureCounts,
	userIdSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import { answer } from "../reply";
import { noParameters } from "../requests/query";
import { unreadBody } from "../requests/request-body";
import { defineRoute, type Route } from "./route";

const count = (description: string) => z.int().min(0).describe(description);

/** What an erasure removed. */
export const erasureCountsSchema = z
	.object({
		eventsDeleted: count("The user's events, deleted"),
		patternsChanged: count(
			"Patterns from which the user's occurrences were taken",
		),
		usageDaysChanged: count(
			"Days from whose usage the user's operations were taken",
		),
		userMonthsDeleted: count("Months that were filed of the user, deleted"),
		templatesChanged: count(
			"Templates that rested on the user too: learned again without the user's values, or with other figures",
		),
		templatesRetired: count(
			"Templates whose pattern no longer qualifies without the user, and that were retired now",
		),
		templatesRemoved: count(
			"Templates whose pattern was the user's alone, removed",
		),
		complete: z
			.boolean()
			.describe(
				"False if the run stopped at a bound of time: call again, or leave the rest to the next purge",
			),
	})
	.meta({
		id: "ErasureCounts",
		description:
			"What an erasure removed, now; what an earlier call removed is not in it.",
	}) satisfies z.ZodType<ErasureCounts>;

/** `DELETE /api/v1/users/{userId}` */
export function userRoutes(analytics: Pick<Analytics, "eraseUser">): Route[] {
	return [
		defineRoute(
			{
				method: "DELETE",
				path: "/api/v1/users/:userId",
				access: "administer",
				name: "eraseUser",
				summary: "Erase a user",
				description:
					"Removes a user's events, and what they added to every count, sum and list, exactly. Events that ended up to now are refused from then on, code `erased`: within a minute by every instance, and whatever is on its way meanwhile is deleted when it is counted. What the user does afterwards counts as anybody's. Safe to repeat, and right also for a user of whom nothing is known. The dates `firstSeen` and `lastSeen` of a pattern that others have too stay as they are.",
				parameters: z.object({ userId: userIdSchema }),
				query: noParameters,
				body: unreadBody,
				answer: erasureCountsSchema,
				answerDescription: "The erasure holds; this is what it removed.",
				problems: ["unavailable"],
			},
			async ({ parameters }) =>
				answer(await analytics.eraseUser(parameters.userId)),
		),
	];
}
