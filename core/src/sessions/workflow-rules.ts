import { TRAIT } from "./traits";

/** What rules see of a session: the same in whatever order its events came. */
export interface SessionFacts {
	/** How many operations it has. */
	readonly operations: number;
	/** How many operation types. */
	readonly types: number;
	/** The words of these: `normalize_audio` has two. */
	readonly words: ReadonlySet<string>;
	/** The {@link TRAIT traits} that at least one operation has. */
	readonly any: number;
	/** The traits that every operation has. */
	readonly all: number;
}

/** A rule by which the workflow type of a session is inferred. */
export interface WorkflowRule {
	/**
	 * The workflow type, a dot, and a name within it. Totals hold it, and a session that is opened again
	 * is taken back by the rules of that day: see `docs/workflow-types.md` before you change one.
	 */
	readonly id: string;
	readonly workflowType: string;
	/** Why, in words that go on after "because". */
	readonly reason: string;
	readonly applies: (facts: SessionFacts) => boolean;
}

/** So many operations of each type, on average, are no retries any more. */
export const ALIKE_OPERATIONS = 8;

const SPEECH_WORDS = words("normalize normalise loudnorm loudness silence");
const AUDIO_WORDS = words("audio sound voiceover");
const JOIN_WORDS = words("add mix replace mux merge overlay");
const CLIP_WORDS = words("concat crossfade xfade transition montage slideshow");
const MUSIC_WORDS = words("music soundtrack beat beats");
const SUBTITLE_WORDS = words("subtitle subtitles caption captions");
const SHRINK_WORDS = words("compress transcode archive");

const PHONE_FRAME = TRAIT.verticalFrame | TRAIT.squareFrame;

/**
 * The rules, the first that applies counts. They would rather say nothing than something wrong: each
 * asks for what hardly occurs in other work. `docs/workflow-types.md` lists them.
 */
export const WORKFLOW_RULES: readonly WorkflowRule[] = [
	rule(
		"streaming.manifest",
		"a stream in segments was made (HLS, DASH)",
		({ any, words }) => has(any, TRAIT.outputManifest) || words.has("hls"),
	),
	rule(
		"batch_processing.batches",
		"every operation was on one of several files that were processed together",
		({ all }) => has(all, TRAIT.batch),
	),
	rule(
		"batch_processing.alike",
		`each type of operation ran ${ALIKE_OPERATIONS} times or more, on average`,
		({ operations, types }) => operations >= ALIKE_OPERATIONS * types,
	),
	rule(
		"podcast.audio_only",
		"only audio was made, and its loudness, silence or noise treated as for speech",
		(facts) => has(facts.all, TRAIT.outputAudio) && treatsSpeech(facts),
	),
	rule(
		"podcast.recording",
		"audio was taken from a video and treated as for speech, and joined to no video again",
		(facts) =>
			has(facts.any, TRAIT.audioOfVideo) &&
			treatsSpeech(facts) &&
			!joinsAudio(facts),
	),
	rule(
		"music_video.soundtrack",
		"clips were joined and given a soundtrack",
		(facts) =>
			has(facts.any, TRAIT.outputVideo) &&
			meet(facts.words, CLIP_WORDS) &&
			(meet(facts.words, MUSIC_WORDS) || joinsAudio(facts)),
	),
	rule(
		"social_media.phone_frame",
		"a video was given a vertical or square frame, as phones show it, from files under 2 GiB",
		({ any }) =>
			has(any, PHONE_FRAME) &&
			has(any, TRAIT.outputVideo) &&
			!has(any, TRAIT.largeFile),
	),
	rule(
		"subtitling.subtitles",
		"subtitles were made, or written into the picture",
		({ any, words }) =>
			has(any, TRAIT.outputSubtitles) || meet(words, SUBTITLE_WORDS),
	),
	rule(
		"animation.animated_image",
		"an animated image was made (GIF, APNG)",
		({ any }) => has(any, TRAIT.outputAnimation),
	),
	rule(
		"thumbnails.stills",
		"only still images were made, of a video",
		({ any, all }) =>
			has(all, TRAIT.outputImage) && has(any, TRAIT.imageOfVideo),
	),
	rule(
		"archiving.large_files",
		"only files of 2 GiB and more were worked on, and compressed",
		({ all, words }) => has(all, TRAIT.largeFile) && meet(words, SHRINK_WORDS),
	),
];

function rule(
	id: string,
	reason: string,
	applies: WorkflowRule["applies"],
): WorkflowRule {
	return { id, workflowType: id.slice(0, id.indexOf(".")), reason, applies };
}

function treatsSpeech({ any, words }: SessionFacts): boolean {
	return has(any, TRAIT.speechTreatment) || meet(words, SPEECH_WORDS);
}

function joinsAudio({ words }: SessionFacts): boolean {
	return meet(words, AUDIO_WORDS) && meet(words, JOIN_WORDS);
}

/** True if the traits hold one of those asked for. */
function has(traits: number, asked: number): boolean {
	return (traits & asked) !== 0;
}

function meet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
	for (const word of a) if (b.has(word)) return true;
	return false;
}

function words(list: string): ReadonlySet<string> {
	return new Set(list.split(" "));
}
