/**
 * Remembers what was asked for lately: at least the last `capacity` entries, at most twice as many. Two
 * generations, of which the older one goes as a whole, are cheaper than a list in order of use.
 */
export class BoundedCache<Value> {
	private readonly capacity: number;
	private young = new Map<string, Value>();
	private old = new Map<string, Value>();

	constructor(capacity: number) {
		this.capacity = capacity;
	}

	get(key: string): Value | undefined {
		const value = this.young.get(key);
		if (value !== undefined) return value;
		const aged = this.old.get(key);
		if (aged !== undefined) this.set(key, aged);
		return aged;
	}

	/** `key` is copied: it may be a piece of a longer text, which it would keep in memory. */
	set(key: string, value: Value): void {
		if (this.young.size >= this.capacity) {
			this.old = this.young;
			this.young = new Map();
		}
		this.young.set(detached(key), value);
	}
}

function detached(text: string): string {
	return ` ${text}`.slice(1);
}
