/**
 * Remembers hashes by the names that they were made of, in memory outside of the heap: names of sessions come and
 * go, and as objects each would be moved by several garbage collections before it is forgotten. Every name has one
 * place, which the next name of the same place takes; those of more than 64 UTF-16 units have none.
 */
export class KnownHashes {
	readonly #names = new Uint16Array(PLACES * NAME_UNITS);
	readonly #lengths = new Uint8Array(PLACES);
	readonly #hashes = Buffer.alloc(PLACES * HASH_BYTES);

	/** What `make` answers, which must be 64 ASCII characters, or what it answered before. */
	get(name: string, make: (name: string) => string): string {
		if (name.length > NAME_UNITS || name === "") return make(name);
		const place = placeOf(name);
		const at = place * HASH_BYTES;
		if (this.#isAt(place, name))
			return this.#hashes.toString("latin1", at, at + HASH_BYTES);
		const hash = make(name);
		for (let i = 0; i < name.length; i++)
			this.#names[place * NAME_UNITS + i] = name.charCodeAt(i);
		this.#lengths[place] = name.length;
		this.#hashes.write(hash, at, "latin1");
		return hash;
	}

	#isAt(place: number, name: string): boolean {
		if (this.#lengths[place] !== name.length) return false;
		const at = place * NAME_UNITS;
		for (let i = 0; i < name.length; i++)
			if (this.#names[at + i] !== name.charCodeAt(i)) return false;
		return true;
	}
}

/** A power of two; 200 KiB in all. */
const PLACES = 1_024;
const NAME_UNITS = 64;
const HASH_BYTES = 64;

/** FNV-1a, folded. */
function placeOf(name: string): number {
	let hash = 0x811c9dc5;
	for (let i = 0; i < name.length; i++)
		hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
	return (hash ^ (hash >>> 16)) & (PLACES - 1);
}
