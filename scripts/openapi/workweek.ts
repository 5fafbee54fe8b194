import type { Platform, WireEventInput } from "@ffmpeg-analytics/core";
import { userIdIn } from "@ffmpeg-analytics/core/testing";

const PLATFORMS: readonly Platform[] = ["mcp", "komposteur", "webapp"];
const CHAINS = [
	["trim", "resize", "to_mp3"],
	["trim", "resize", "to_mp3"],
	["concat", "loudnorm"],
	["thumbnail"],
] as const;
const FAILURES = [
	"in.mp4: No such file or directory",
	"Unknown encoder 'libfdk_aac'",
	"Conversion failed!",
	"",
];

/**
 * A week of operations before an instant (epoch ms), of every shape that reports tell apart:
 * platforms, workflow types and none, sessions named and not, batches, memory and none, successes
 * and failures with and without words.
 */
export function workweek(before: number): WireEventInput[] {
	return Array.from({ length: 84 }, (_, session) => session).flatMap(
		(session) =>
			(CHAINS[session % CHAINS.length] ?? []).map((type, step) =>
				operation(before, session, step, type),
			),
	);
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

function operation(
	before: number,
	session: number,
	step: number,
	type: string,
): WireEventInput {
	const success = session % 11 !== 0 || step === 0;
	const errorMessage = FAILURES[session % FAILURES.length] ?? "";
	const end = before - (session + 1) * 2 * HOUR_MS + step * MINUTE_MS;
	return {
		id: `session-${session}-${step}`,
		timestamp: session % 2 === 0 ? end : new Date(end).toISOString(),
		userId: userIdIn(session % 8, 8, session % 3),
		platform: PLATFORMS[session % PLATFORMS.length] ?? "mcp",
		operation: {
			type,
			inputFormat: session % 5 === 0 ? "unknown" : "mov,mp4,m4a",
			outputFormat: type === "to_mp3" ? "mp3" : "mp4",
			parameters: JSON.stringify({
				crf: 18 + step,
				output: "/home/me/a b.mp4",
			}),
			fileSize: session * 1_000_003,
		},
		metrics: {
			success,
			processingTime: 100 + ((session * 37 + step * 1_013) % 5_000),
			...(success || errorMessage === "" ? {} : { errorMessage }),
			...(session % 4 === 0 ? { memoryUsage: (session + 1) * 2 ** 20 } : {}),
		},
		context: {
			...(session % 3 === 0 ? {} : { workflowType: "podcast" }),
			...(session % 2 === 0 ? { sessionId: `s-${session}` } : {}),
			...(session % 6 === 0 ? { sequencePosition: step, batchSize: 3 } : {}),
		},
	};
}
