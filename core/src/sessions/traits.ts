import type { StoredEvent } from "../event/stored-event";
import { frameShapeOf } from "./frame-shape";
import { type MediaKind, mediaKindOf } from "./media-kind";

/**
 * What rules ask of a single event, beside its type, as bits of one number, so that a user record
 * keeps it in a few digits. Records hold these numbers: a bit never changes its meaning.
 */
export const TRAIT = {
	inputAudio: 1 << 0,
	inputVideo: 1 << 1,
	inputImage: 1 << 2,
	outputAudio: 1 << 3,
	outputVideo: 1 << 4,
	outputImage: 1 << 5,
	/** GIF and its like. */
	outputAnimation: 1 << 6,
	outputSubtitles: 1 << 7,
	/** The list of a stream's segments: HLS, DASH. */
	outputManifest: 1 << 8,
	/** The parameters name a frame that is higher than wide. */
	verticalFrame: 1 << 9,
	squareFrame: 1 << 10,
	/** Loudness, silence or noise is treated, as for speech. */
	speechTreatment: 1 << 11,
	/** One of several files processed together. */
	batch: 1 << 12,
	/** The input has {@link LARGE_FILE_BYTES} or more. */
	largeFile: 1 << 13,
	/** Audio is taken from a video. */
	audioOfVideo: 1 << 14,
	/** A still image is taken from a video. */
	imageOfVideo: 1 << 15,
} as const;

/** An input of this size and above is large: 2 GiB. */
export const LARGE_FILE_BYTES = 2 * 2 ** 30;

const INPUT_TRAITS: Readonly<Partial<Record<MediaKind, number>>> = {
	audio: TRAIT.inputAudio,
	video: TRAIT.inputVideo,
	image: TRAIT.inputImage,
};

const OUTPUT_TRAITS: Readonly<Record<MediaKind, number>> = {
	audio: TRAIT.outputAudio,
	video: TRAIT.outputVideo,
	image: TRAIT.outputImage,
	animation: TRAIT.outputAnimation,
	subtitles: TRAIT.outputSubtitles,
	manifest: TRAIT.outputManifest,
};

/** FFmpeg's filters that treat a voice. */
const SPEECH_FILTERS =
	/loudnorm|speechnorm|dynaudnorm|silenceremove|dialoguenhance|arnndn|afftdn/;

/** The {@link TRAIT traits} of an event: the same whenever it is read. Takes linear time. */
export function traitsOf({
	operation,
	context,
}: Pick<StoredEvent, "operation" | "context">): number {
	const input = mediaKindOf(operation.inputFormat);
	const output = mediaKindOf(operation.outputFormat);
	let traits = 0;
	if (input !== undefined) traits |= INPUT_TRAITS[input] ?? 0;
	if (output !== undefined) traits |= OUTPUT_TRAITS[output];
	if (input === "video" && output === "audio") traits |= TRAIT.audioOfVideo;
	if (input === "video" && output === "image") traits |= TRAIT.imageOfVideo;
	const shape = frameShapeOf(operation.parameters);
	if (shape === "vertical") traits |= TRAIT.verticalFrame;
	if (shape === "square") traits |= TRAIT.squareFrame;
	if (SPEECH_FILTERS.test(operation.parameters))
		traits |= TRAIT.speechTreatment;
	if ((context.batchSize ?? 1) > 1) traits |= TRAIT.batch;
	if (operation.fileSize >= LARGE_FILE_BYTES) traits |= TRAIT.largeFile;
	return traits;
}
