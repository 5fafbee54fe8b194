import { isCapital, TILDE } from "./ascii";
import { CODECS } from "./vocabulary/codecs";
import {
	COLORS,
	ENUMERATIONS,
	EVERYDAY_NAMES,
	PROTOCOLS_AND_MODES,
	SETTINGS,
} from "./vocabulary/enumerations";
import { BITSTREAM_FILTERS, FILTERS } from "./vocabulary/filters";
import {
	CHANNEL_LAYOUTS,
	FORMATS,
	PIXEL_AND_SAMPLE_FORMATS,
} from "./vocabulary/formats";
import { once, wordSet, wordsOf } from "./vocabulary/word-set";

/**
 * How much of itself a word explains: a `name` is a technique wherever it stands (a codec, a format, a
 * filter, a preset), a `constant` only as the value of a known option (`left`, `red`, `bidir`).
 * `undefined` for all other words. Letter case does not matter.
 */
export function techniqueWordKind(
	word: string,
): "name" | "constant" | undefined {
	const kind = kinds().get(word);
	if (kind !== undefined || word.length > LONGEST_WORD) return kind;
	return hasCapital(word) ? kinds().get(word.toLowerCase()) : undefined;
}

/** Whether `word` names a technique wherever it stands. */
export function isTechniqueName(word: string): boolean {
	return techniqueWordKind(word) === "name";
}

/** Whether `word` describes a technique as the value of a known option. */
export function isTechniqueWord(word: string): boolean {
	return techniqueWordKind(word) !== undefined;
}

/** Whether `word` is a filter, a source or a sink. */
export function isFilterName(word: string): boolean {
	return filterNames().has(word);
}

/** Whether `word` is a bitstream filter. */
export function isBitstreamFilterName(word: string): boolean {
	return bitstreamFilterNames().has(word);
}

/** Whether `word` is the name of a colour. */
export function isColorName(word: string): boolean {
	return (
		word.length <= LONGEST_WORD &&
		(colorNames().has(word) || colorNames().has(word.toLowerCase()))
	);
}

const LONGEST_WORD = 40;

const filterNames = once(() => wordSet(FILTERS));
const bitstreamFilterNames = once(() => wordSet(BITSTREAM_FILTERS));
const colorNames = once(() =>
	wordSet(
		COLORS,
		"red green blue white black gray grey yellow orange pink brown cyan magenta purple violet gold silver random none transparent",
	),
);

const kinds = once(wordKinds);

function wordKinds(): Map<string, "name" | "constant"> {
	const all = new Map<string, "name" | "constant">();
	for (const word of wordsOf(ENUMERATIONS, PROTOCOLS_AND_MODES, COLORS))
		all.set(word, "constant");
	const names = wordsOf(
		CODECS,
		FORMATS,
		PIXEL_AND_SAMPLE_FORMATS,
		CHANNEL_LAYOUTS,
		FILTERS,
		BITSTREAM_FILTERS,
		SETTINGS,
	);
	for (const word of names) all.set(word, "name");
	for (const word of wordsOf(EVERYDAY_NAMES)) all.set(word, "constant");
	return all;
}

function hasCapital(word: string): boolean {
	for (let i = 0; i < word.length; i++) {
		const c = word.charCodeAt(i);
		if (c > TILDE) return false;
		if (isCapital(c)) return true;
	}
	return false;
}
