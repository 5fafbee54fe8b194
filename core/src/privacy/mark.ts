import { isDigit, isLetter, OPEN_BRACKET } from "./ascii";

/** What stands where something private stood. `[key]` also comes numbered: `[key2]`. */
export const MARKS = {
	path: "[path]",
	file: "[file]",
	url: "[url]",
	text: "[text]",
	secret: "[secret]",
	key: "[key]",
	pointer: "[ptr]",
} as const;

/** One of {@link MARKS}. */
export type Mark = (typeof MARKS)[keyof typeof MARKS];

const ALL_MARKS: ReadonlySet<string> = new Set(Object.values(MARKS));

/** Whether `text` is exactly one mark, so that a second pass leaves it alone. */
export function isMark(text: string): boolean {
	return (
		text.charCodeAt(0) === OPEN_BRACKET &&
		text.length <= 8 &&
		ALL_MARKS.has(text)
	);
}

/**
 * The mark for a value that has to go, chosen by its outer shape alone; `otherwise` where the shape
 * says nothing. Linear in the length of `text`.
 */
export function markFor(text: string, otherwise: Mark = MARKS.text): Mark {
	if (isMark(text)) return text as Mark;
	if (hasScheme(text)) return MARKS.url;
	if (text.includes("/") || text.includes("\\")) return MARKS.path;
	const at = text.indexOf("@");
	if (at > 0 && text.indexOf(".", at) > at) return MARKS.text;
	if (hasExtension(text)) return MARKS.file;
	return looksLikeToken(text) ? MARKS.secret : otherwise;
}

const SCHEMES: ReadonlySet<string> = new Set(
	"http https ftp ftps sftp file concat concatf data blob mailto rtmp rtmps rtmpt rtsp rtsps rtp srtp srt rist udp tcp tls unix pipe fd tee crypto cache async subfile hls mmsh mmst gopher s3 gs gcs az azure ipfs ipns smb nfs bluray dvd icecast zmq amqp magnet urn ws wss".split(
		" ",
	),
);

const LONGEST_SCHEME = 32;

function hasScheme(text: string): boolean {
	const colon = text.indexOf(":");
	if (colon <= 1 || colon > LONGEST_SCHEME) return text.includes("://");
	return (
		SCHEMES.has(text.slice(0, colon).toLowerCase()) || text.includes("://")
	);
}

const LONGEST_EXTENSION = 5;

function hasExtension(text: string): boolean {
	const dot = text.lastIndexOf(".");
	const length = text.length - dot - 1;
	if (dot < 1 || length < 1 || length > LONGEST_EXTENSION) return false;
	let letters = 0;
	for (let i = dot + 1; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (isLetter(c)) letters++;
		else if (!isDigit(c)) return false;
	}
	return letters > 0;
}

const SHORTEST_TOKEN = 16;
const TOKEN_JOINTS = "-_.=+~";

/** Long, without a space, and of letters and digits: keys, hashes, JWTs, base64. */
function looksLikeToken(text: string): boolean {
	if (text.length < SHORTEST_TOKEN) return false;
	let letters = 0;
	let digits = 0;
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (isDigit(c)) digits++;
		else if (isLetter(c)) letters++;
		else if (!TOKEN_JOINTS.includes(text.charAt(i))) return false;
	}
	return digits > 0 && letters > 0;
}
