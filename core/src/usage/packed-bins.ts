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
	const ascending = Object.keys(bins)
		.map(Number)
		.sort((a, b) => a - b);
	for (const bin of ascending) {
		const count = bins[bin] ?? 0;
		if (text !== "") text += " ";
		text += count === 1 ? bin - last : `${bin - last}:${count}`;
		last = bin;
	}
	return text;
}

/** The inverse of {@link packBins}. */
export function unpackBins(text: PackedBins): Bins {
	const sum = new BinSum();
	sum.add(text);
	return sum.bins();
}

const SPACE = 32;
const ZERO = 48;
const COLON = 58;

/** A sum of bins. */
export class BinSum {
	/** By the bin's number, from that of {@link ZERO_BIN}. */
	readonly #counts: number[] = [];

	/** Reads character by character: to cut the text into pieces first takes several times as long. */
	add(text: PackedBins): void {
		if (text === "") return;
		let place = 0;
		let gap = 0;
		let count = 0;
		let isCounted = false;
		const counts = this.#counts;
		for (let at = 0; at <= text.length; at++) {
			const code = at === text.length ? SPACE : text.charCodeAt(at);
			if (code === SPACE) {
				place += gap;
				// Without holes, so that it stays an array of numbers.
				while (counts.length <= place) counts.push(0);
				counts[place] = (counts[place] ?? 0) + (isCounted ? count : 1);
				gap = 0;
				count = 0;
				isCounted = false;
			} else if (code === COLON) isCounted = true;
			else if (isCounted) count = count * 10 + code - ZERO;
			else gap = gap * 10 + code - ZERO;
		}
	}

	bins(): Bins {
		const bins: Bins = {};
		for (const [place, count] of this.#counts.entries())
			if (count !== 0) bins[place + ZERO_BIN] = count;
		return bins;
	}
}
