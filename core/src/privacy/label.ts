import { DASH, isLetter, PLUS, UNDERSCORE } from "./ascii";
import { skipDigits } from "./quantity";

/** The names that unrecognised link labels were given, for one parameters text. */
export type LabelNames = Map<string, string>;

/**
 * The label itself if its name is made of stream places and technical words (`0:v`, `v1`, `bg`,
 * `outv`, `scaled_720`); otherwise `label1`, `label2`... in the order of appearance, the same name
 * for the same label, so that a graph stays connected. Grows `names`.
 */
export function sanitizeLabel(label: string, names: LabelNames): string {
	if (isPlainLabel(label)) return label;
	let name = names.get(label);
	if (name === undefined) {
		name = `label${names.size + 1}`;
		names.set(label, name);
	}
	return name;
}

/** Whether a label's name is made of stream places and technical words alone. */
export function isPlainLabel(label: string): boolean {
	if (label.length === 0 || label.length > LONGEST_LABEL) return false;
	if (isPlace(label)) return true;
	let from = 0;
	let total = 0;
	for (let i = 0; i <= label.length; i++) {
		const c = i < label.length ? label.charCodeAt(i) : UNDERSCORE;
		if (isLetter(c)) continue;
		if (i > from && !isWord(label.slice(from, i).toLowerCase())) return false;
		const digits = skipDigits(label, i) - i;
		if (digits === 0 && !isJoint(c)) return false;
		total += digits;
		if (total > 4) return false;
		from = i + (digits > 0 ? digits : 1);
		i = from - 1;
	}
	return true;
}

const LONGEST_LABEL = 32;

/** Without `label`: that name is for the renamed ones, so that a second pass renames alike. */
const WORDS: ReadonlySet<string> = new Set(
	"filt filtered background foreground even odd v a s x y z o i b c d h l m n p r t in out inv ina outv outa vout aout vid aud video audio sub subs subtitle main bg fg base top bottom left right center mid front back src dst ref tmp temp mix mixed mixout merged final result scaled scale crop cropped pad padded blur blurred overlay over ov logo wm watermark mask alpha key keyed text txt title intro outro pip split stack stacked concat joined trim trimmed faded fade xf xfade vf af fps rot rotated flip flipped gray grey hd sd k lo hi low high p hq palette pal gif thumb wave waves spec color layer canvas music voice bgm vo speech sidechain sc delayed amix amerge vol norm loop reversed rev cut seg part clip stream img image frame frames orig original copy master proxy preview display combined composite comp clean dry wet eq ck lut zoom pan sepia echo grid row rows col cols upper lower inner outer tile tiles sharp sharpened denoised stab stabilized normalized resampled looped".split(
		" ",
	),
);

/** One of the words, or one that tells which end of a filter it is: `cropout`, `blurin`. */
function isWord(word: string): boolean {
	if (WORDS.has(word)) return true;
	if (word.endsWith("out")) return WORDS.has(word.slice(0, -3));
	return word.endsWith("in") && WORDS.has(word.slice(0, -2));
}

function isJoint(c: number): boolean {
	return c === UNDERSCORE || c === DASH || c === PLUS;
}

const PLACE_KINDS = "vVasdt";

/** `0:v`, `1:a:0`, `0:1`. */
function isPlace(label: string): boolean {
	if (!label.includes(":")) return false;
	const parts = label.split(":");
	if (parts.length < 2 || parts.length > 3) return false;
	return parts.every((part, index) => {
		const digits = skipDigits(part, 0);
		if (digits > 0) return digits === part.length && digits <= 3;
		return index === 1 && part.length === 1 && PLACE_KINDS.includes(part);
	});
}
