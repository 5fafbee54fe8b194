/**
 * One kind of FFmpeg operation with its settings. `parameters` is what the host reports, beside
 * the files, and also what `argv` is made of, so that the report says what really ran.
 */
export interface Operation {
	readonly type: string;
	readonly parameters: Readonly<Record<string, string | number>>;
	readonly outputFormat: "mp4" | "mp3" | "jpg";
	/** Whether it takes all of a chain's files at once; otherwise it runs once for each. */
	readonly joinsInputs: boolean;
	/** FFmpeg's arguments from the first input on. */
	argv(inputs: readonly string[], output: string): string[];
}

/** Cuts `durationS` seconds out, from `startS` on. */
export function trim(startS: number, durationS: number): Operation {
	const parameters = {
		start: String(startS),
		duration: String(durationS),
		videoCodec: "libx264",
		preset: "ultrafast",
		audioCodec: "aac",
	};
	return {
		type: "trim",
		parameters,
		outputFormat: "mp4",
		joinsInputs: false,
		argv: (inputs, output) => [
			...optionsOf({ ss: parameters.start, t: parameters.duration }),
			...inputArguments(inputs),
			...optionsOf({
				"c:v": parameters.videoCodec,
				preset: parameters.preset,
				pix_fmt: "yuv420p",
				"c:a": parameters.audioCodec,
			}),
			output,
		],
	};
}

/** Scales the picture. Odd sizes fail, as H.264 in 4:2:0 has only even ones. */
export function resize(width: number, height: number, crf = 28): Operation {
	const parameters = {
		filter: `scale=${width}:${height}`,
		videoCodec: "libx264",
		preset: "ultrafast",
		crf,
		audioCodec: "copy",
	};
	return {
		type: "resize",
		parameters,
		outputFormat: "mp4",
		joinsInputs: false,
		argv: (inputs, output) => [
			...inputArguments(inputs),
			...optionsOf({
				vf: parameters.filter,
				"c:v": parameters.videoCodec,
				preset: parameters.preset,
				crf: parameters.crf,
				pix_fmt: "yuv420p",
				"c:a": parameters.audioCodec,
			}),
			output,
		],
	};
}

/** Takes the sound out as MP3. Fails where there is none. */
export function toMp3(bitrate: string): Operation {
	const parameters = { audioCodec: "libmp3lame", bitrate };
	return {
		type: "to_mp3",
		parameters,
		outputFormat: "mp3",
		joinsInputs: false,
		argv: (inputs, output) => [
			...inputArguments(inputs),
			"-vn",
			...optionsOf({ "c:a": parameters.audioCodec, "b:a": parameters.bitrate }),
			output,
		],
	};
}

/** Takes one picture, `atS` seconds in. */
export function thumbnail(atS: number): Operation {
	const parameters = { at: String(atS), frames: 1, quality: 4 };
	return {
		type: "thumbnail",
		parameters,
		outputFormat: "jpg",
		joinsInputs: false,
		argv: (inputs, output) => [
			...optionsOf({ ss: parameters.at }),
			...inputArguments(inputs),
			...optionsOf({
				"frames:v": parameters.frames,
				"q:v": parameters.quality,
				update: "1",
			}),
			output,
		],
	};
}

/** Puts `count` files of equal size, each with sound, one after the other. */
export function concat(count: number): Operation {
	const streams = Array.from({ length: count }, (_, i) => `[${i}:v][${i}:a]`);
	const parameters = {
		filter: `${streams.join("")}concat=n=${count}:v=1:a=1[v][a]`,
		videoCodec: "libx264",
		preset: "ultrafast",
		audioCodec: "aac",
	};
	return {
		type: "concat",
		parameters,
		outputFormat: "mp4",
		joinsInputs: true,
		argv: (inputs, output) => [
			...inputArguments(inputs),
			...optionsOf({ filter_complex: parameters.filter }),
			...["[v]", "[a]"].flatMap((stream) => optionsOf({ map: stream })),
			...optionsOf({
				"c:v": parameters.videoCodec,
				preset: parameters.preset,
				pix_fmt: "yuv420p",
				"c:a": parameters.audioCodec,
			}),
			output,
		],
	};
}

/** `{ preset: "fast" }` as FFmpeg takes it: `-preset fast`. */
function optionsOf(
	options: Readonly<Record<string, string | number>>,
): string[] {
	return Object.entries(options).flatMap(([name, value]) => [
		`-${name}`,
		String(value),
	]);
}

function inputArguments(inputs: readonly string[]): string[] {
	return inputs.flatMap((input) => optionsOf({ i: input }));
}
