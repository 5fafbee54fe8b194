import { createRandom, type Random } from "./random.ts";

/** An operation as hosts report it; parameters differ from one time to the next. */
export interface Operation {
	readonly type: string;
	readonly inputFormat: string;
	readonly outputFormat: string;
	/** Typical processing time, ms. */
	readonly processingTimeMs: number;
	readonly parameters: (random: Random) => object;
}

/** What people do again and again: some operations in order. */
export interface Workflow {
	/** Empty where hosts send none. */
	readonly workflowType: string;
	readonly operations: readonly Operation[];
}

/** As many as there are fixed workflows. */
export const WORKFLOW_COUNT = 50;

/** The sessions of the promised stream know no more patterns than this. */
export const MAX_PATTERNS = 300;

const WORKFLOW_SEED = 50;

/** How many of the fixed workflows have how many steps. */
const STEPS: readonly (readonly [steps: number, workflows: number])[] = [
	[2, 8],
	[3, 14],
	[4, 18],
	[5, 6],
	[6, 4],
];

const WORKFLOW_TYPES = [
	"social_media",
	"podcast",
	"music_video",
	"batch_processing",
	"",
] as const;

const scale = (random: Random) =>
	`scale=${random.pick([1920, 1280, 854, 640])}:-2`;

const encode = (random: Random) => ({
	codec: "libx264",
	crf: random.between(18, 28),
	preset: random.pick(["fast", "medium", "slow"]),
	"c:a": "copy",
});

const audio = (random: Random) => ({
	codec: "libmp3lame",
	"b:a": random.pick(["128k", "192k", "320k"]),
	ar: 44_100,
	ac: 2,
});

const filter = (name: string) => (random: Random) => ({
	vf: `${name}=${random.between(1, 40) / 10}`,
	...encode(random),
});

const audioFilter = (name: string) => (random: Random) => ({
	af: `${name}=${random.between(1, 40) / 10}`,
	...audio(random),
});

const operation = (
	type: string,
	format: string,
	processingTimeMs: number,
	parameters: Operation["parameters"],
	outputFormat = format,
): Operation => ({
	type,
	inputFormat: format,
	outputFormat,
	processingTimeMs,
	parameters,
});

/** The client's sanitiser has put marks where private values were. */
export const OPERATIONS: readonly Operation[] = [
	operation("trim", "mp4", 900, (random) => ({
		ss: random.between(0, 3_600),
		t: random.between(5, 120),
		codec: "copy",
	})),
	operation("resize", "mp4", 9_000, (random) => ({
		vf: scale(random),
		...encode(random),
	})),
	operation("crop", "mp4", 8_000, filter("crop")),
	operation("concat", "mp4", 4_000, (random) => ({
		inputs: Array.from({ length: random.between(2, 5) }, () => "[file]"),
		filter_complex: "[0:v][0:a][1:v][1:a]concat=n=2:v=1:a=1[v][a]",
		map: ["[v]", "[a]"],
	})),
	operation("overlay_text", "mp4", 11_000, (random) => ({
		vf: `drawtext=text=[text]:fontsize=${random.between(16, 64)}:x=(w-text_w)/2`,
		"c:a": "copy",
	})),
	operation("add_subtitles", "mp4", 10_000, encode),
	operation("watermark", "mp4", 9_500, encode),
	operation("fade", "mp4", 7_000, filter("fade")),
	operation("stabilize", "mp4", 20_000, filter("vidstabtransform")),
	operation("change_speed", "mp4", 8_000, filter("setpts")),
	operation("transcode", "mov,mp4,m4a", 18_000, encode, "mp4"),
	operation("compress", "mp4", 15_000, encode),
	operation("extract_audio", "mp4", 1_500, audio, "mp3"),
	operation("to_mp3", "wav", 2_000, audio, "mp3"),
	operation("normalize_audio", "wav", 3_000, audioFilter("loudnorm")),
	operation("denoise_audio", "wav", 3_500, audioFilter("afftdn")),
	operation("mix_audio", "wav", 2_500, audioFilter("amix")),
	operation("thumbnail", "mp4", 700, (random) => ({
		ss: random.between(0, 3_600),
		"frames:v": 1,
		vf: scale(random),
	})),
	operation("to_gif", "mp4", 6_000, (random) => ({
		vf: `fps=${random.pick([10, 15])},${scale(random)}`,
	})),
	operation("probe", "mov,mp4,m4a", 120, () => ({ show_streams: true })),
];

/** The fixed workflows, each of distinct operations; the first ones are the shortest. */
export const WORKFLOWS: readonly Workflow[] = makeWorkflows();

/** The patterns (windows of 2 to 6 steps) that sessions of the fixed workflows can have. */
export function patternsOfWorkflows(): Set<string> {
	const patterns = new Set<string>();
	for (const { operations } of WORKFLOWS) {
		const types = operations.map(({ type }) => type);
		for (let from = 0; from < types.length; from++)
			for (let to = from + 2; to <= types.length; to++)
				patterns.add(types.slice(from, to).join("->"));
	}
	return patterns;
}

function makeWorkflows(): Workflow[] {
	const random = createRandom(WORKFLOW_SEED);
	const found = new Map<string, Workflow>();
	for (const [steps, count] of STEPS) {
		const wanted = found.size + count;
		while (found.size < wanted) {
			const left = [...OPERATIONS];
			const operations = Array.from(
				{ length: steps },
				() => left.splice(random.between(0, left.length - 1), 1)[0] as never,
			) as Operation[];
			const name = operations.map(({ type }) => type).join("->");
			const workflowType = random.pick(WORKFLOW_TYPES);
			if (!found.has(name)) found.set(name, { workflowType, operations });
		}
	}
	return [...found.values()];
}
