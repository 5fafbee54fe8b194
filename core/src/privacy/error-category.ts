/** Why an operation failed. */
export const ERROR_CATEGORIES = [
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
] as const;

/** One of {@link ERROR_CATEGORIES}. */
export type ErrorCategory = (typeof ERROR_CATEGORIES)[number];
