import type { WireEvent } from "@ffmpeg-analytics/core";

const CHAINS = [
	["trim", "resize", "to_mp3"],
	["trim", "resize", "to_mp3", "thumbnail"],
	["concat", "normalize_audio"],
	["trim", "trim", "watermark", "resize"],
] as const;

const USERS = 7;
const MINUTE_MS = 60_000;

/**
 * What seven users did in the hours before `now`: chains with and without a session id, retries and
 * failures. The same for the same minute, in an order of arrival that is not that of time.
 */
export function workday(now: number): WireEvent[] {
	const events: WireEvent[] = [];
	for (let user = 0; user < USERS; user++) {
		let clock = now - 3 * 60 * MINUTE_MS + user * 1_000;
		for (let round = 0; round < 5; round++) {
			const chain = CHAINS[(user + round) % CHAINS.length] ?? [];
			const sessionId = round % 2 === 0 ? `s-${user}-${round}` : undefined;
			chain.forEach((type, position) => {
				const processingTime = 200 + 37 * ((user * 7 + position * 3) % 11);
				clock += processingTime + 2_000;
				const success = !(type === "watermark" && user === 3);
				events.push({
					id: `e2e-${now.toString(36)}-${user}-${round}-${position}`,
					timestamp: clock,
					userId: user.toString(16).padStart(8, "0").padEnd(64, "e"),
					platform: user % 2 === 0 ? "mcp" : "komposteur",
					operation: {
						type,
						inputFormat: "mp4",
						outputFormat: type === "to_mp3" ? "mp3" : "mp4",
						parameters: JSON.stringify({ duration: position }),
						fileSize: 1_000_000 + position,
					},
					metrics: {
						success,
						processingTime,
						...(success
							? {}
							: {
									errorMessage: "logo.png: No such file or directory",
								}),
					},
					context: {
						...(sessionId === undefined
							? {}
							: { sessionId, sequencePosition: position }),
						...(user < 4 ? { workflowType: "social_media" } : {}),
					},
				});
			});
			clock += 20 * MINUTE_MS;
		}
	}
	return events.sort((a, b) =>
		(a.id.split("-").at(-1) ?? "") < (b.id.split("-").at(-1) ?? "") ? 1 : -1,
	);
}
