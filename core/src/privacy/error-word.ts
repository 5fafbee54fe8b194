import { skipDigits } from "./quantity";
import { isFilterName } from "./technique-word";
import { ERROR_WORDS } from "./vocabulary/error-words";
import { once, wordSet } from "./vocabulary/word-set";

/** Whether `word`, in any letter case, is one that messages about failures are made of. */
export function isErrorWord(word: string): boolean {
	return (
		word.length <= LONGEST_WORD &&
		(words().has(word) || words().has(word.toLowerCase()))
	);
}

/** Whether `word` is the name of a filter's instance: `Parsed_scale_0`, `auto_aresample_0`. */
export function isInstanceName(word: string): boolean {
	const name = word.startsWith("Parsed_") ? word.slice(7) : word;
	const underscore = name.lastIndexOf("_");
	const number = name.slice(underscore + 1);
	if (underscore < 0 || number.length > 4 || number === "") return false;
	if (skipDigits(number, 0) !== number.length) return false;
	const base = name.slice(0, underscore);
	return (
		isFilterName(base) ||
		isErrorWord(base) ||
		(base.startsWith("auto_") &&
			(isFilterName(base.slice(5)) || isErrorWord(base.slice(5))))
	);
}

const LONGEST_WORD = 32;
const words = once(() => wordSet(ERROR_WORDS));
