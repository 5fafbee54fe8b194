/** What is yet to arrive, the first first. */
export interface Arrivals<Item> {
	add(item: Item): void;
	/** Takes out, in order, what arrives before this time; epoch ms. */
	until(time: number): Generator<Item>;
}

/** A binary heap by time; items of one time come in the order in which they were added. */
export function createArrivals<Item>(
	timeOf: (item: Item) => number,
): Arrivals<Item> {
	interface Entry {
		readonly time: number;
		readonly turn: number;
		readonly item: Item;
	}
	const heap: Entry[] = [];
	let turns = 0;
	const isBefore = (a: Entry, b: Entry) =>
		a.time < b.time || (a.time === b.time && a.turn < b.turn);
	const swap = (a: number, b: number) => {
		[heap[a], heap[b]] = [heap[b] as Entry, heap[a] as Entry];
	};
	const isOrdered = (parent: number, child: number) => {
		const [upper, lower] = [heap[parent], heap[child]];
		return upper === undefined || lower === undefined || isBefore(upper, lower);
	};
	const sinkFirst = () => {
		for (let at = 0; ; ) {
			const [left, right] = [2 * at + 1, 2 * at + 2];
			const least = isOrdered(left, right) ? left : right;
			if (isOrdered(at, least)) return;
			swap(at, least);
			at = least;
		}
	};
	return {
		add(item) {
			let at = heap.push({ time: timeOf(item), turn: turns++, item }) - 1;
			while (at > 0) {
				const parent = (at - 1) >> 1;
				if (isOrdered(parent, at)) return;
				swap(parent, at);
				at = parent;
			}
		},
		*until(time) {
			for (;;) {
				const first = heap[0];
				if (first === undefined || first.time >= time) return;
				const last = heap.pop() as Entry;
				if (heap.length > 0) {
					heap[0] = last;
					sinkFirst();
				}
				yield first.item;
			}
		},
	};
}
