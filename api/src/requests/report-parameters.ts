import { PLATFORMS, SLUG_PATTERN } from "@ffmpeg-analytics/core";
import { z } from "zod";
import { endDay, startDay } from "./query";

/** One of the hosts. */
export const platform = z
	.enum(PLATFORMS, { error: `must be one of ${PLATFORMS.join(", ")}` })
	.describe("Only what this host reported");

/** A workflow type, or that there is none. */
export const workflowType = z
	.string()
	.regex(SLUG_PATTERN, "must be a workflow type, or unspecified")
	.describe(
		"Only this workflow type; `unspecified` for operations without one",
	);

/** An operation type. */
export const operationType = z
	.string()
	.regex(SLUG_PATTERN, "must be an operation type such as trim");

/** Which usage a report is of. */
export const rangeParameters = {
	start: startDay
		.optional()
		.describe(
			"The first UTC day, or an instant in it. Default: 30 days before `end`",
		),
	end: endDay
		.optional()
		.describe(
			"The UTC day that the range ends before; an instant within a day leaves that day in. Default: tomorrow, so that today is in",
		),
	platform: platform.optional(),
	workflowType: workflowType.optional(),
} as const;
