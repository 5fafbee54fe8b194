/** Extensions that tell a media file from other text, as hosts and FFmpeg write them. */
const MEDIA_EXTENSIONS: ReadonlySet<string> = new Set(
	`3g2 3gp aac ac3 aif aiff alac amr ape apng asf ass avi avif bmp caf dpx dts dv eac3 exr f4v flac flv gif
	h264 h265 heic heif hevc ivf jp2 jpeg jpg jxl m2ts m2v m3u8 m4a m4b m4v mjpeg mka mkv mov mp2 mp3 mp4 mpd
	mpeg mpg mts mxf nut oga ogg ogv opus png rm sbv srt ssa svg tif tiff ts tta ttml vob vtt wav weba webm
	webp wma wmv y4m`.split(/\s+/),
);

const OUTPUT_WORDS = /^(out|output|outputs|dest|destination|target|to|save)$/;
const FORMAT_WORDS = /^(format|container|extension|ext)$/;

/** Arguments nested deeper, or beyond so many, say nothing about formats. */
const MAX_DEPTH = 4;
const MAX_VALUES = 200;
/** A command line may be long; an extension is at the end of a word. */
const MAX_TEXT_LENGTH = 4_096;

/** The formats of a tool's files, as far as its arguments tell. */
export interface MediaFormats {
	inputFormat?: string;
	outputFormat?: string;
}

/**
 * The formats that arguments name: the extension of the first media file in an argument that is called after
 * an output (`output`, `outputPath`, `target_file`) and of the first one elsewhere; `outputFormat: "mp3"` or
 * `format: "mp3"`; and FFmpeg's own argument lists (`-i in.mov out.mp3`). Bounded, and never throws on data
 * that JSON can write.
 */
export function mediaFormatsOf(
	toolArguments: Readonly<Record<string, unknown>>,
): MediaFormats {
	const found: MediaFormats = {};
	let values = 0;
	const visit = (value: unknown, key: KeyMeaning, depth: number): void => {
		if (++values > MAX_VALUES || depth > MAX_DEPTH) return;
		if (typeof value === "string") note(found, value, key);
		if (typeof value !== "object" || value === null) return;
		if (isArgumentList(value)) {
			noteArgumentList(found, value);
			return;
		}
		for (const inner in value) {
			if (values > MAX_VALUES) return;
			const item = (value as Record<string, unknown>)[inner];
			const isItem = Array.isArray(value);
			visit(item, isItem ? key : meaningOf(inner, key), depth + 1);
		}
	};
	visit(toolArguments, { isOutput: false, isFormat: false }, 0);
	return found;
}

interface KeyMeaning {
	readonly isOutput: boolean;
	readonly isFormat: boolean;
}

function meaningOf(key: string, outer: KeyMeaning): KeyMeaning {
	const words = key
		.replace(/([a-z0-9])([A-Z])/g, "$1 $2")
		.toLowerCase()
		.split(/[^a-z0-9]+/);
	const isFormat = words.some((word) => FORMAT_WORDS.test(word));
	// A format that is asked for without more words is the one to make.
	const isOutput =
		outer.isOutput ||
		words.some((word) => OUTPUT_WORDS.test(word)) ||
		(isFormat && words.length === 1);
	return { isOutput, isFormat };
}

function note(found: MediaFormats, text: string, key: KeyMeaning): void {
	if (text.length > MAX_TEXT_LENGTH) return;
	const words = text.trim().split(/\s+/);
	if (words.includes("-i")) {
		noteArgumentList(found, words);
		return;
	}
	const format = key.isFormat
		? mediaExtension(text.replace(/^\.?/, "."))
		: mediaExtension(text);
	if (format === undefined) return;
	if (key.isOutput) found.outputFormat ??= format;
	else found.inputFormat ??= format;
}

function isArgumentList(value: object): value is string[] {
	return (
		Array.isArray(value) &&
		value.length <= MAX_VALUES &&
		value.includes("-i") &&
		value.every((word) => typeof word === "string")
	);
}

function noteArgumentList(found: MediaFormats, words: readonly string[]) {
	const input = mediaExtension(words[words.indexOf("-i") + 1] ?? "");
	if (input !== undefined) found.inputFormat ??= input;
	const output = mediaExtension(words.at(-1) ?? "");
	if (output !== undefined && words.at(-2) !== "-i")
		found.outputFormat ??= output;
}

/** The extension of a path or an address, if it is one of media. */
function mediaExtension(text: string): string | undefined {
	const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
	const path = address ? text.split(/[?#]/, 1)[0] : text;
	const extension = /\.([a-z0-9]{2,5})["']?$/i.exec((path ?? "").slice(-8));
	const format = extension?.[1]?.toLowerCase();
	return format !== undefined && MEDIA_EXTENSIONS.has(format)
		? format
		: undefined;
}
