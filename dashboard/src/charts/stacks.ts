import { countOf } from "../home/counts";
import { OTHER } from "../home/vocabulary";
import type { Stack } from "./stacked-days";

/** The counts of each key, day by day; a day without a key has none of it. */
export function stacksOf(
	keys: readonly string[],
	days: readonly Readonly<Record<string, number>>[],
	nameOf: (key: string) => string = (key) => key,
): Stack[] {
	return keys.map((key) => ({
		name: nameOf(key),
		counts: days.map((counts) => countOf(counts, key)),
	}));
}

/** The keys that are most, as many as are told apart; the counts of the rest go under `other`. */
export function mostOf(
	keys: readonly string[],
	days: readonly Readonly<Record<string, number>>[],
	shown: number,
): {
	readonly keys: readonly string[];
	readonly days: readonly Readonly<Record<string, number>>[];
} {
	if (keys.length <= shown) return { keys, days };
	const kept = keys.slice(0, shown - 1);
	return {
		keys: [...kept, OTHER],
		days: days.map((counts) => {
			const day: Record<string, number> = {};
			for (const [key, count] of Object.entries(counts)) {
				const name = kept.includes(key) ? key : OTHER;
				day[name] = countOf(day, name) + count;
			}
			return day;
		}),
	};
}
