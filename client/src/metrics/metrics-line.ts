import type { WireEventInput } from "@ffmpeg-analytics/core";
import { classifyError } from "@ffmpeg-analytics/core/privacy";

/** Of the fields; a field may be added without changing it, none is renamed, retyped or taken away. */
const LINE_VERSION = 1;

/**
 * An event as a line of metrics, with its line feed: flat but for `parameters`, and with every field in
 * every line, `null` where nothing is known, so that no query meets an absent one. The client's README
 * documents the fields.
 */
export function metricsLine(event: WireEventInput): string {
	const { operation, metrics, context = {} } = event;
	const { success, errorMessage, memoryUsage } = metrics;
	const start = JSON.stringify({
		time: new Date(event.timestamp).toISOString(),
		level: success ? "info" : "error",
		event: "ffmpeg_operation",
		v: LINE_VERSION,
		id: event.id,
		platform: event.platform,
		user: event.userId,
		operation: operation.type,
		input_format: operation.inputFormat,
		output_format: operation.outputFormat,
		file_size_bytes: operation.fileSize,
		success,
		duration_ms: metrics.processingTime,
		memory_bytes: memoryUsage ?? null,
		error: errorMessage ?? null,
		error_category: success ? null : classifyError(errorMessage ?? ""),
		workflow_type: context.workflowType ?? null,
		session: context.sessionId ?? null,
		position: context.sequencePosition ?? null,
		batch_size: context.batchSize ?? null,
	});
	// They are JSON already. A line break can stand only between its tokens, where a blank does as well.
	const parameters = operation.parameters.replace(/[\r\n]/g, " ");
	return `${start.slice(0, -1)},"parameters":${parameters}}\n`;
}
