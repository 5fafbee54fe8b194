import { CODECS } from "./vocabulary/codecs";
import { COLORS, ENUMERATIONS, SETTINGS } from "./vocabulary/enumerations";
import { BITSTREAM_FILTERS, FILTERS } from "./vocabulary/filters";
import {
	CHANNEL_LAYOUTS,
	FORMATS,
	PIXEL_AND_SAMPLE_FORMATS,
} from "./vocabulary/formats";
import { wordSet, wordsOf } from "./vocabulary/word-set";

/**
 * Whether `word` names a technique wherever it stands: a codec, a format, a filter, a preset.
 * Letter case does not matter.
 */
export function isTechniqueName(word: string): boolean {
	return hasWord(NAMES, word);
}

/**
 * Whether `word` is a {@link isTechniqueName} or a named constant that describes a technique beside
 * a known option only (`left`, `red`, `bidir`).
 */
export function isTechniqueWord(word: string): boolean {
	return hasWord(WORDS, word);
}

/** Whether `word` is a filter, a source or a sink. */
export function isFilterName(word: string): boolean {
	return FILTER_NAMES.has(word);
}

/** Whether `word` is a bitstream filter. */
export function isBitstreamFilterName(word: string): boolean {
	return BITSTREAM_FILTER_NAMES.has(word);
}

/** Whether `word` is a colour's name or `0xRRGGBB`'s name-like companions (`transparent`). */
export function isColorName(word: string): boolean {
	return hasWord(COLOR_NAMES, word);
}

const LONGEST_WORD = 40;

const FILTER_NAMES = wordSet(FILTERS);
const BITSTREAM_FILTER_NAMES = wordSet(BITSTREAM_FILTERS);
const COLOR_NAMES = wordSet(
	COLORS,
	"red green blue white black gray grey yellow orange pink brown cyan magenta purple violet gold silver random none transparent",
);

const NAMES: ReadonlySet<string> = new Set(
	wordsOf(
		CODECS,
		FORMATS,
		PIXEL_AND_SAMPLE_FORMATS,
		CHANNEL_LAYOUTS,
		FILTERS,
		BITSTREAM_FILTERS,
		SETTINGS,
	),
);

const WORDS: ReadonlySet<string> = new Set([
	...NAMES,
	...wordsOf(ENUMERATIONS, COLORS),
]);

function hasWord(words: ReadonlySet<string>, word: string): boolean {
	if (words.has(word)) return true;
	return (
		word.length <= LONGEST_WORD &&
		hasCapital(word) &&
		words.has(word.toLowerCase())
	);
}

function hasCapital(word: string): boolean {
	for (let i = 0; i < word.length; i++) {
		const c = word.charCodeAt(i);
		if (c > 126) return false;
		if (c >= 65 && c <= 90) return true;
	}
	return false;
}
