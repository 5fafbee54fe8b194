import type { WireEventInput } from "@ffmpeg-analytics/core";
import type { ReadyEvent } from "../src/sinks/sink.ts";

const TYPES = ["trim", "resize", "to_mp3", "concat", "thumbnail"] as const;

/**
 * An event as the front hands it over, with 12 properties and nested parameters; events of the same `series`
 * and number are the same.
 */
export function readyEvent(series: number, number: number): ReadyEvent {
	const hex = (value: number, length: number) =>
		value.toString(16).padStart(length, "0");
	const time = Date.UTC(2026, 10, 22) + Math.floor(number / 7);
	const user = hex(0x5eed + (number % 50), 8).repeat(8);
	const wire: WireEventInput = {
		id: `${hex(time, 12)}-7000-8000-${hex(series, 6)}${hex(number, 6)}`,
		timestamp: time,
		userId: user,
		platform: "mcp",
		operation: {
			type: TYPES[number % TYPES.length] ?? "trim",
			inputFormat: "mp4",
			outputFormat: "mp4",
			parameters: JSON.stringify({
				videoCodec: "libx264",
				crf: 18 + (number % 10),
				preset: "fast",
				scale: "1280:-2",
				audio: { codec: "aac", bitrate: "128k" },
				input: "[path]",
			}),
			fileSize: 1_000_000 + ((number * 7_919) % 5_000_000),
		},
		metrics: {
			success: number % 20 !== 0,
			processingTime: 100 + ((number * 37) % 5_000),
		},
		context: {
			workflowType: "podcast",
			sequencePosition: number % 10,
			sessionId: user.slice(0, 32),
		},
	};
	return { id: wire.id, wire, json: JSON.stringify(wire) };
}

/** So many events in a row. */
export function readyEvents(
	series: number,
	count: number,
	from = 0,
): ReadyEvent[] {
	return Array.from({ length: count }, (_, n) => readyEvent(series, from + n));
}
