import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DemoError } from "./demo-error.ts";
import type { Ffmpeg } from "./ffmpeg.ts";
import { SOURCES } from "./sources.ts";

/** Makes the small test clips in `folder` with FFmpeg's own signal generators, from no file. */
export async function makeSources(
	ffmpeg: Ffmpeg,
	folder: string,
): Promise<void> {
	const make = async (file: string, durationS: number, pitchHz?: number) => {
		const sound = pitchHz && `sine=frequency=${pitchHz}:duration=${durationS}`;
		const result = await ffmpeg.run(
			[
				"-f",
				"lavfi",
				"-i",
				`testsrc2=size=160x90:rate=15:duration=${durationS}`,
				...(sound ? ["-f", "lavfi", "-i", sound] : []),
				"-c:v",
				"libx264",
				"-preset",
				"ultrafast",
				"-pix_fmt",
				"yuv420p",
				"-c:a",
				"aac",
				file,
			],
			folder,
		);
		if (!result.success) {
			throw new DemoError(
				`FFmpeg could not make the test clip ${file}: ${result.errorMessage}`,
				"It needs the lavfi input and the encoders libx264 and aac; a full build of FFmpeg has them.",
			);
		}
	};
	await make(SOURCES.talk, 2, 440);
	await make(SOURCES.verse, 1, 262);
	await make(SOURCES.chorus, 1, 330);
	await make(SOURCES.outro, 1, 392);
	await make(SOURCES.silent, 1.5);

	// MP4's index is at the end of the file, so that half a file has none.
	const whole = readFileSync(join(folder, SOURCES.talk));
	const half = whole.subarray(0, whole.length / 2);
	writeFileSync(join(folder, SOURCES.damaged), half);
}
