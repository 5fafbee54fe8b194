/** What a file of a format holds. */
export type MediaKind =
	| "audio"
	| "video"
	| "image"
	| "animation"
	| "subtitles"
	| "manifest";

/** Names of containers and extensions, as hosts and FFmpeg write them. */
const FORMATS: Readonly<Record<MediaKind, string>> = {
	audio:
		"aac ac3 adts aif aiff alac amr ape flac m4a m4b mka mp2 mp3 oga ogg opus pcm s16le wav weba wma",
	video:
		"3g2 3gp asf avi f4v flv h264 hevc m2ts m4v matroska mkv mov mp4 mpeg mpegts mpg mts mxf ogv ts vob webm wmv",
	image: "avif bmp dpx exr heic image2 jpeg jpg mjpeg png svg tif tiff webp",
	animation: "apng gif",
	subtitles: "ass sbv srt ssa sub subrip sup ttml vtt webvtt",
	manifest: "dash hls ism m3u8 mpd smoothstreaming",
};

const KINDS: ReadonlyMap<string, MediaKind> = new Map(
	Object.entries(FORMATS).flatMap(([kind, names]) =>
		names.split(" ").map((name) => [name, kind as MediaKind] as const),
	),
);

/**
 * What a file of the format holds; undefined where that is not known. FFmpeg names the family
 * (`mov,mp4,m4a`): the first name counts.
 */
export function mediaKindOf(format: string): MediaKind | undefined {
	const comma = format.indexOf(",");
	return KINDS.get(comma === -1 ? format : format.slice(0, comma));
}
