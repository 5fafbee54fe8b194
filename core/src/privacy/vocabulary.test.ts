import { isErrorWord } from "./error-word";
import { isPlainLabel } from "./label";
import { keyKind } from "./parameter-key";
import { isTechniqueName } from "./technique-word";
import * as codecs from "./vocabulary/codecs";
import * as encoderParameters from "./vocabulary/encoder-parameters";
import * as enumerations from "./vocabulary/enumerations";
import * as errorWords from "./vocabulary/error-words";
import * as filterOptions from "./vocabulary/filter-options";
import * as filters from "./vocabulary/filters";
import * as formats from "./vocabulary/formats";
import * as options from "./vocabulary/options";
import { once, wordsOf } from "./vocabulary/word-set";

const NAMES =
	"ada alice anna bob carlos chen david elena emma fatima george grace hans ivan james john julia kenji lovelace maria mohammed olga pablo priya rosa sarah thomas yuki";
const CONTENT =
	"baby bank beach birthday christmas church concert doctor family girlfriend holiday home hospital invoice kids kiss lawyer lecture love medical mother nude party police salary school sex vacation wedding";

describe("the vocabularies", () => {
	it("hold no name of a person and no word of what videos are about", () => {
		for (const word of wordsOf(NAMES, CONTENT)) {
			expect([word, isTechniqueName(word)]).toEqual([word, false]);
			expect([word, isErrorWord(word)]).toEqual([word, false]);
			expect([word, isPlainLabel(word)]).toEqual([word, false]);
			if (word !== "birthday")
				expect([word, keyKind(word)]).toEqual([word, "unknown"]);
		}
	});

	it("are plain ASCII words, each once in its list", () => {
		const lists = [
			codecs,
			encoderParameters,
			enumerations,
			filterOptions,
			filters,
			formats,
			options,
		];
		for (const list of lists) {
			for (const text of Object.values(list)) {
				const words = wordsOf(text);
				expect(words.filter((word) => !/^[\w.+()>-]+$/.test(word))).toEqual([]);
				expect(new Set(words).size).toBe(words.length);
			}
		}
		expect(
			wordsOf(errorWords.ERROR_WORDS).filter((word) => !/^[ -~]+$/.test(word)),
		).toEqual([]);
	});

	it("are in small letters where letter case does not matter", () => {
		for (const list of [codecs, enumerations, filters, formats])
			for (const text of Object.values(list))
				expect(text).toBe(text.toLowerCase());
	});

	it("are made once, when they are first asked for", () => {
		let made = 0;
		const get = once(() => ++made);
		expect(made).toBe(0);
		expect([get(), get()]).toEqual([1, 1]);
	});
});
