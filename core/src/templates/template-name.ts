/** What people call the workflows that hosts know, as something to do. */
const WORKFLOW_PHRASES: ReadonlyMap<string, string> = new Map([
	["animation", "Make animation"],
	["archiving", "Archive media"],
	["batch_processing", "Process a batch"],
	["music_video", "Make music video"],
	["podcast", "Make podcast episode"],
	["social_media", "Create social media clip"],
	["streaming", "Prepare stream"],
	["subtitling", "Subtitle video"],
	["thumbnails", "Make thumbnails"],
]);

/** Operations that people do not call as their types are written. */
const OPERATION_PHRASES: ReadonlyMap<string, string> = new Map([
	["concat", "join"],
	["loudnorm", "even out loudness"],
	["overlay", "lay over"],
	["scale", "resize"],
	["subtitles", "add subtitles"],
	["thumbnail", "take thumbnail"],
	["watermark", "add watermark"],
]);

/** Longer words are no abbreviations of formats: `webm` is WEBM, `matroska` is not. */
const LONGEST_FORMAT = 4;

/**
 * The name a person would give it: by what the workflow is for, where most sessions say so ("Create
 * social media clip: trim, resize"), otherwise by what it does ("Trim, resize and convert to MP3").
 * `workflowType` is absent where none prevails, or none that {@link isNamedWorkflow has a name}.
 */
export function templateName(
	operations: readonly string[],
	workflowType: string | undefined,
): string {
	const phrase = WORKFLOW_PHRASES.get(workflowType ?? "");
	if (phrase === undefined) return deedOf(operations);
	return `${phrase}: ${operations.map(phraseOf).join(", ")}`;
}

/**
 * True for the workflow types that are written about. Others are words of a host, or of a single user
 * of theirs: they stay out of templates, which agents read as instructions and which outlive users.
 */
export function isNamedWorkflow(workflowType: string): boolean {
	return WORKFLOW_PHRASES.has(workflowType);
}

/** What it does, in one sentence. */
export function templateDescription(operations: readonly string[]): string {
	return `${deedOf(operations)}, in one call instead of ${operations.length}.`;
}

function deedOf(operations: readonly string[]): string {
	const phrases = operations.map(phraseOf);
	const last = phrases.pop() ?? "";
	return capitalized(
		phrases.length === 0 ? last : `${phrases.join(", ")} and ${last}`,
	);
}

/** "convert to MP3" of `to_mp3`. */
function phraseOf(operation: string): string {
	const known = OPERATION_PHRASES.get(operation);
	if (known !== undefined) return known;
	const format = /^(?:convert_)?to_([a-z0-9]+)$/.exec(operation)?.[1];
	if (format === undefined) return asWords(operation);
	const name = format.length > LONGEST_FORMAT ? format : format.toUpperCase();
	return `convert to ${name}`;
}

function asWords(slug: string): string {
	return slug.replace(/[_.-]+/g, " ").trim();
}

function capitalized(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
