/** A source of numbers in [0, 1) that is the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let bits = Math.imul(state ^ (state >>> 15), state | 1);
		bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
		return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** A whole number from `min` to `max`, both included. */
export function between(
	random: () => number,
	min: number,
	max: number,
): number {
	return min + Math.floor(random() * (max - min + 1));
}

/** One of them. */
export function oneOf<Item>(
	random: () => number,
	items: readonly Item[],
): Item {
	return items[Math.floor(random() * items.length)] as Item;
}

/** The items in a random order. */
export function shuffled<Item>(
	random: () => number,
	items: readonly Item[],
): Item[] {
	return items
		.map((item) => ({ item, rank: random() }))
		.sort((a, b) => a.rank - b.rank)
		.map(({ item }) => item);
}
