import type { WireEventInput } from "@ffmpeg-analytics/core";
import type { ReadyEvent } from "../src/sinks/sink.ts";

/** What a test says of an event; the rest is filled in so that it is valid. */
export type EventParts = Partial<
	Omit<WireEventInput, "operation" | "metrics">
> & {
	readonly operation?: Partial<WireEventInput["operation"]>;
	readonly metrics?: Partial<WireEventInput["metrics"]>;
};

/** An event as sinks are given it. */
export function readyEvent(id: string, parts: EventParts = {}): ReadyEvent {
	const wire: WireEventInput = {
		timestamp: Date.UTC(2026, 10, 20, 12),
		userId: "ab".repeat(32),
		platform: "mcp",
		context: {},
		...parts,
		id,
		operation: {
			type: "trim",
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: '{"codec":"h264","crf":23}',
			fileSize: 1_000,
			...parts.operation,
		},
		metrics: { success: true, processingTime: 420, ...parts.metrics },
	};
	return { id, wire, json: JSON.stringify(wire) };
}
