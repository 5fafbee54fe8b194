/** Slots that a text may stand in, one after another from the one that its hash names. */
const MAX_PROBES = 8;
/** The load factor is at most a half: beyond it the slots are doubled. */
const FIRST_SLOTS = 1_024;
/** Shorter texts cost little where they are hashed as a whole. */
const MIN_SAMPLED_LENGTH = 16;

/**
 * Texts by number, in the order in which they come, from 0.
 *
 * Meant for ids that are parsed anew with every event: a `Map` hashes all letters of each, this table
 * twelve, from the middle and the end, where ids differ most. Where many texts agree in these, those
 * that find no slot are in a `Map`, so that none is ever slow to find, whoever made them.
 */
export class Interner {
	readonly #texts: string[] = [];
	/** Of each slot a hash, and the number plus one of the text: 0 where it is free. */
	#slots = new Int32Array(FIRST_SLOTS * 2);
	/** What found no slot. */
	#others = new Map<string, number>();

	/** How many texts there are. */
	get size(): number {
		return this.#texts.length;
	}

	/** The text that has the number. */
	textOf(number: number): string {
		return this.#texts[number] as string;
	}

	/** The number of a text; a new one gets the next. */
	numberOf(text: string): number {
		const hash = hashOf(text);
		const slots = this.#slots;
		const last = slots.length - 1;
		for (let probe = 0; probe < MAX_PROBES; probe++) {
			const slot = (2 * (hash + probe)) & last;
			const number = (slots[slot + 1] as number) - 1;
			if (number === -1) return this.#add(text);
			if (slots[slot] === hash && this.#texts[number] === text) return number;
		}
		return this.#others.get(text) ?? this.#add(text);
	}

	#add(text: string): number {
		const added = this.#texts.push(text) - 1;
		if (this.#texts.length * 4 > this.#slots.length) this.#grow();
		else this.#put(added);
		return added;
	}

	#grow(): void {
		this.#slots = new Int32Array(this.#slots.length * 2);
		this.#others = new Map();
		for (let number = 0; number < this.#texts.length; number++)
			this.#put(number);
	}

	#put(number: number): void {
		const text = this.textOf(number);
		const hash = hashOf(text);
		const last = this.#slots.length - 1;
		for (let probe = 0; probe < MAX_PROBES; probe++) {
			const slot = (2 * (hash + probe)) & last;
			if (this.#slots[slot + 1] !== 0) continue;
			this.#slots[slot] = hash;
			this.#slots[slot + 1] = number + 1;
			return;
		}
		this.#others.set(text, number);
	}
}

/** FNV-1a over twelve letters, or all of a short text; the high bits are folded down at the end. */
function hashOf(text: string): number {
	const { length } = text;
	let hash = 0x811c9dc5 | 0;
	if (length < MIN_SAMPLED_LENGTH) {
		for (let at = 0; at < length; at++) hash = mix(hash, text.charCodeAt(at));
	} else {
		const middle = length >> 1;
		for (let at = middle; at < middle + 4; at++)
			hash = mix(hash, text.charCodeAt(at));
		for (let at = length - 8; at < length; at++)
			hash = mix(hash, text.charCodeAt(at));
	}
	return hash ^ (hash >>> 15);
}

function mix(hash: number, letter: number): number {
	return Math.imul(hash ^ letter, 0x01000193);
}
