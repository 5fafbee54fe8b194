/**
 * Remembers what is asked for again and again, by a text. A text is kept from the second time on that its value
 * had to be found: what comes once only, such as parameters with a time in them, would push out the rest, and
 * leave more behind than the garbage collection likes. Of the texts that are kept, at least the last `capacity`
 * stay, and at most twice as many: two generations, of which the older one goes as a whole, are cheaper than a
 * list in order of use.
 */
export class BoundedCache<Value> {
	readonly #capacity: number;
	#young = new Map<string, Value>();
	#old = new Map<string, Value>();
	/** Hashes of texts that came lately, each at a place of its own. */
	readonly #seen = new Int32Array(SEEN);

	constructor(capacity: number) {
		this.#capacity = capacity;
	}

	/** What is remembered; otherwise what `find` answers, which is not remembered if it is `undefined`. */
	get(key: string, find: (key: string) => Value): Value {
		const value = this.#young.get(key);
		if (value !== undefined) return value;
		const aged = this.#old.get(key);
		if (aged !== undefined) {
			this.#keep(key, aged);
			return aged;
		}
		const found = find(key);
		if (found !== undefined && this.#wasSeen(key)) this.#keep(key, found);
		return found;
	}

	/** The key is copied: it may be a piece of a longer text, which it would keep in memory. */
	#keep(key: string, value: Value): void {
		if (this.#young.size >= this.#capacity) {
			this.#old = this.#young;
			this.#young = new Map();
		}
		this.#young.set(` ${key}`.slice(1), value);
	}

	#wasSeen(key: string): boolean {
		const hash = hashOf(key);
		const place = hash & (SEEN - 1);
		const was = this.#seen[place] === hash;
		this.#seen[place] = hash;
		return was;
	}
}

/** A power of two. */
const SEEN = 2_048;

/** FNV-1a over UTF-16 units. */
function hashOf(text: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < text.length; i++)
		hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
	return hash;
}
