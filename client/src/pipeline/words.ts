import {
	FORMAT_PATTERN,
	SLUG_PATTERN,
} from "@ffmpeg-analytics/core/event-bounds";
import { BoundedCache } from "./bounded-cache.ts";

/**
 * A host's name of an operation or a workflow as a slug: letters are lowered and lose their accents, what
 * does not fit becomes `_`. `undefined` if no letter or digit is left, or if it is the name of something else: a
 * path, a file, an address would be as readable as a slug.
 */
export function slugOf(name: string): string | undefined {
	return slugs.get(name, makeSlug);
}

function makeSlug(name: string): string | undefined {
	if (PLACE.test(name)) return undefined;
	if (SLUG_PATTERN.test(name)) return name;
	const slug = name
		.normalize("NFKD")
		.replace(/\p{Mark}/gu, "")
		.trim()
		.toLowerCase()
		.replace(/[^a-z0-9_.-]+/g, "_")
		.replace(/^[_.-]+/, "")
		.slice(0, MAX_LENGTH)
		.replace(/_+$/, "");
	return SLUG_PATTERN.test(slug) ? slug : undefined;
}

/**
 * A format as FFmpeg calls it, lower case; `unknown` if it is none. Of what looks like the name of a file, the
 * extension: the name itself is private.
 */
export function formatOf(format: string): string {
	return format === "" ? UNKNOWN : formats.get(format, makeFormat);
}

function makeFormat(format: string): string {
	const name = format.trim().toLowerCase().replace(/^\.+/, "");
	const extension = name.slice(name.lastIndexOf(".") + 1);
	return FORMAT_PATTERN.test(name) && FORMAT_PATTERN.test(extension)
		? extension
		: UNKNOWN;
}

const MAX_LENGTH = 64;

/**
 * E-mail addresses; URLs; paths, but not `video/trim`, as tools are called; files by their extension, but not
 * `video.trim`.
 */
const PLACE = new RegExp(
	[
		String.raw`\S@[^\s\d]`,
		String.raw`://|^\s*www\.`,
		String.raw`\\|^\s*(?:~|\.{0,2}/|[a-z]:/)|\S/\S+/\S`,
		String.raw`\.(?:mp[34]|m4[av]|mov|mkv|avi|webm|mpe?g|wmv|flv|wav|flac|aac|og[gv]|opus|wma|gif|png|jpe?g|webp|heic|srt|vtt|ass|pdf|txt|zip)\s*$`,
	].join("|"),
	"i",
);

const UNKNOWN = "unknown";

/** Hosts have few words; and a runtime keeps what regular expressions looked at last, which costs more than a look. */
const MOST_KNOWN = 250;
const slugs = new BoundedCache<string | undefined>(MOST_KNOWN);
const formats = new BoundedCache<string>(MOST_KNOWN);
