import type { ErrorCategory, Platform } from "@ffmpeg-analytics/core";

/** The hosts that report; held equal to the API's by a test, because the page loads nothing of core. */
export const PLATFORMS: readonly Platform[] = ["mcp", "komposteur", "webapp"];

/** Why operations fail; held equal to the API's, too. */
export const ERROR_CATEGORIES: readonly ErrorCategory[] = [
	"input_not_found",
	"permission_denied",
	"invalid_data",
	"unsupported_codec",
	"unsupported_format",
	"invalid_argument",
	"filter_error",
	"stream_not_found",
	"disk_full",
	"out_of_memory",
	"network_error",
	"timeout",
	"cancelled",
	"conversion_failed",
	"unknown",
];

/** What the API calls operations without a workflow type. */
export const UNSPECIFIED = "unspecified";

/** What the API files under it that it does not tell apart. */
export const OTHER = "other";

/** Under a filter the API looks at so many of the latest operations; held equal to its own by a test. */
export const LOOKED_THROUGH = 2_000;
