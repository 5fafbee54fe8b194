/** Doubled whenever more than half of the slots are taken, so that probes stay short. */
const FIRST_SLOTS = 1_024;

/**
 * Numbers pairs of whole numbers (0 to 2^31 - 1) in order of arrival, from 0. A lookup costs a
 * multiplication and an array access or two, where a `Map` of texts would hash the text.
 *
 * Open addressing with linear probing; slots hold a pair's number plus one, 0 where they are free.
 */
export class PairTable {
	#slots = new Int32Array(FIRST_SLOTS);
	/** The halves of pair n at 2n and 2n + 1: one access to memory reads both. */
	#pairs = new Int32Array(FIRST_SLOTS);
	#size = 0;

	/** How many pairs there are. */
	get size(): number {
		return this.#size;
	}

	/** The first half of a pair that has the number. */
	firstOf(number: number): number {
		return this.#pairs[2 * number] as number;
	}

	/** The second half of a pair that has the number. */
	secondOf(number: number): number {
		return this.#pairs[2 * number + 1] as number;
	}

	/** The number of the pair; a new pair gets the next one. */
	numberOf(first: number, second: number): number {
		const slots = this.#slots;
		const pairs = this.#pairs;
		const last = slots.length - 1;
		let slot = hashOf(first, second) & last;
		for (;;) {
			const number = (slots[slot] as number) - 1;
			if (number === -1) break;
			if (pairs[2 * number] === first && pairs[2 * number + 1] === second)
				return number;
			slot = (slot + 1) & last;
		}
		const added = this.#size++;
		slots[slot] = added + 1;
		pairs[2 * added] = first;
		pairs[2 * added + 1] = second;
		if (this.#size * 2 === slots.length) this.#grow();
		return added;
	}

	#grow(): void {
		const length = this.#slots.length * 2;
		this.#pairs = grown(this.#pairs, length);
		const slots = new Int32Array(length);
		const last = length - 1;
		for (let number = 0; number < this.#size; number++) {
			let slot = hashOf(this.firstOf(number), this.secondOf(number)) & last;
			while (slots[slot] !== 0) slot = (slot + 1) & last;
			slots[slot] = number + 1;
		}
		this.#slots = slots;
	}
}

/** Two odd multipliers spread the halves; the high bits, which are mixed best, are folded down. */
function hashOf(first: number, second: number): number {
	const mixed = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca77);
	return mixed ^ (mixed >>> 15);
}

/** A longer copy of an array; what is new is 0. */
export function grown<Numbers extends Int32Array | Float64Array>(
	numbers: Numbers,
	length: number,
): Numbers {
	const copy = new (numbers.constructor as new (length: number) => Numbers)(
		length,
	);
	copy.set(numbers);
	return copy;
}
