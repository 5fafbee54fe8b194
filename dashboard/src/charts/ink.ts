/** The colours that charts are drawn in: those of the page's style sheet. */
export interface Ink {
	readonly text: string;
	readonly muted: string;
	readonly line: string;
	readonly surface: string;
	readonly accent: string;
	readonly faint: string;
	readonly good: string;
	readonly bad: string;
	/** Told apart by people who see colours otherwise, too. */
	readonly series: readonly string[];
	readonly font: string;
}

/** How many series have a colour of their own. */
export const SERIES_COLOURS = 8;

/** Reads the colours as they are now. */
export function readInk(): Ink {
	const style = getComputedStyle(document.documentElement);
	const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
	return {
		text: read("text"),
		muted: read("muted"),
		line: read("line"),
		surface: read("surface"),
		accent: read("accent"),
		faint: read("faint"),
		good: read("good"),
		bad: read("bad"),
		series: Array.from({ length: SERIES_COLOURS }, (_, index) =>
			read(`series-${index + 1}`),
		),
		font: getComputedStyle(document.body).fontFamily,
	};
}
