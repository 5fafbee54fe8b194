import type { Tally } from "../tally/tally";

/**
 * Counts of values by logarithmic bin: the mapping of DDSketch (Masson, Rim, Lee: "DDSketch: a
 * fast and fully-mergeable quantile sketch with relative-error guarantees", VLDB 2019) with plain
 * integer counts, so that bins can be added and taken back. Key: the bin's number.
 */
export interface Bins extends Tally {
	[bin: string]: number;
}

/** Bound on the relative error of a quantile. */
export const RELATIVE_ERROR = 0.01;

const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

/** The bin of zero, below every other. */
export const ZERO_BIN = -1;

/** The bin that holds an integer of at least 0. */
export function binOf(value: number): number {
	return value < 1 ? ZERO_BIN : Math.ceil(Math.log(value) / LOG_GAMMA);
}

/** How many bins a coarse one takes in; odd, so that as many lie above its middle as below. */
const BINS_PER_COARSE_BIN = 13;

/**
 * The bin that stands for a bin and its neighbours where there is no room for all: within 15 % of
 * every integer in them. A coarse bin stands for itself.
 */
export function coarseBin(bin: number): number {
	if (bin <= ZERO_BIN) return bin;
	return Math.round(bin / BINS_PER_COARSE_BIN) * BINS_PER_COARSE_BIN;
}

/** The value that stands for a bin, within 1 % of every integer in it; exact below 50. */
export function valueOfBin(bin: number): number {
	if (bin <= ZERO_BIN) return 0;
	const value = (2 * GAMMA ** bin) / (GAMMA + 1);
	return value < 50 ? Math.round(value) : value;
}

/** The quantile by nearest rank (`0 < q <= 1`), within 1 %; undefined without values. */
export function quantile(bins: Readonly<Bins>, q: number): number | undefined {
	const sorted = Object.keys(bins)
		.map(Number)
		.sort((a, b) => a - b);
	let total = 0;
	for (const bin of sorted) total += bins[bin] ?? 0;
	if (total === 0) return undefined;
	let rank = Math.ceil(q * total);
	for (const bin of sorted) {
		rank -= bins[bin] ?? 0;
		if (rank <= 0) return valueOfBin(bin);
	}
	return undefined;
}

/** The highest value, within 1 %; undefined without values. */
export function highest(bins: Readonly<Bins>): number | undefined {
	return quantile(bins, 1);
}
