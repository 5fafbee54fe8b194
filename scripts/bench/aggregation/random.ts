import { between, oneOf, randomOf } from "../../random.ts";

/** Random numbers that are the same in every run. */
export interface Random {
	/** From 0, below 1. */
	next(): number;
	/** A whole number from `min` to `max`, both inclusive. */
	between(min: number, max: number): number;
	/** One of the values. */
	pick<Value>(values: readonly Value[]): Value;
	/** True with this probability. */
	chance(probability: number): boolean;
	/** A UUID of version 4. */
	uuid(): string;
}

/** The same numbers for the same seed. */
export function createRandom(seed: number): Random {
	const next = randomOf(seed);
	const hex = () =>
		Math.floor(next() * 2 ** 32)
			.toString(16)
			.padStart(8, "0");
	return {
		next,
		between: (min, max) => between(next, min, max),
		pick: (values) => oneOf(next, values),
		chance: (probability) => next() < probability,
		uuid() {
			const [a, b, c, d] = [hex(), hex(), hex(), hex()];
			const variant = "89ab"[Number.parseInt(c.charAt(0), 16) % 4];
			return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
		},
	};
}

/**
 * Draws ranks from 0 to `count - 1` by Zipf's law: the probability of the `n`th is proportional to
 * `1 / n`.
 */
export function createZipf(count: number, random: Random): () => number {
	const sums = new Float64Array(count);
	let sum = 0;
	for (let rank = 0; rank < count; rank++) {
		sum += 1 / (rank + 1);
		sums[rank] = sum;
	}
	return () => {
		const wanted = random.next() * sum;
		let [low, high] = [0, count - 1];
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((sums[middle] ?? 0) > wanted) high = middle;
			else low = middle + 1;
		}
		return low;
	};
}
