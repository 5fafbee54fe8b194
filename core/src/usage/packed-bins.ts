import { type Bins, ZERO_BIN } from "./quantiles";

/**
 * Bins as text: in ascending order, each by how far it is from the one before, and how often where that
 * is not once; `194 1:3 7` are the bins 193, 194 (three times) and 201. A report of a year adds up
 * millions of them, which as objects would first have to be made.
 */
export type PackedBins = string;

/** The bins as text; empty for none. */
export function packBins(bins: Readonly<Bins> = {}): PackedBins {
	let text = "";
	let last = ZERO_BIN;
	const put = (bin: number, count: number) => {
		if (text !== "") text += " ";
		text += count === 1 ? bin - last : `${bin - last}:${count}`;
		last = bin;
	};
	// An object lists whole numbers in ascending order; a negative one is not among them.
	const zeros = bins[ZERO_BIN];
	if (zeros !== undefined) put(ZERO_BIN, zeros);
	for (const key in bins)
		if (Number(key) !== ZERO_BIN) put(Number(key), bins[key] ?? 0);
	return text;
}

/** The inverse of {@link packBins}. */
export function unpackBins(text: PackedBins): Bins {
	const bins: Bins = {};
	readBins(text, (bin, count) => {
		bins[bin] = count;
	});
	return bins;
}

/** A sum of bins. */
export class BinSum {
	/** By the bin's number, from that of {@link ZERO_BIN}. */
	readonly #counts: number[] = [];

	add(text: PackedBins): void {
		const counts = this.#counts;
		readBins(text, (bin, count) => {
			const place = bin - ZERO_BIN;
			// Without holes, so that it stays an array of numbers.
			while (counts.length <= place) counts.push(0);
			counts[place] = (counts[place] ?? 0) + count;
		});
	}

	bins(): Bins {
		const bins: Bins = {};
		for (const [place, count] of this.#counts.entries())
			if (count !== 0) bins[place + ZERO_BIN] = count;
		return bins;
	}
}

const SPACE = 32;
const ZERO = 48;
const COLON = 58;

/** Character by character: to cut the text into pieces first takes several times as long. */
function readBins(
	text: PackedBins,
	visit: (bin: number, count: number) => void,
): void {
	if (text === "") return;
	let bin = ZERO_BIN;
	let gap = 0;
	let count = 0;
	let isCounted = false;
	for (let at = 0; at <= text.length; at++) {
		const code = at === text.length ? SPACE : text.charCodeAt(at);
		if (code === SPACE) {
			bin += gap;
			visit(bin, isCounted ? count : 1);
			gap = 0;
			count = 0;
			isCounted = false;
		} else if (code === COLON) isCounted = true;
		else if (isCounted) count = count * 10 + code - ZERO;
		else gap = gap * 10 + code - ZERO;
	}
}
