import { EVENT_LIMITS } from "@ffmpeg-analytics/core/event-bounds";

/** The longest text that {@link boundedJson} answers, UTF-16 units. */
export const MAX_JSON_LENGTH: number = EVENT_LIMITS.parametersLength;

/** How deep values may nest, as in core's sanitiser; what lies deeper becomes a mark. */
const MAX_DEPTH = 32;

/** How many members are looked at, written or not. */
const MAX_MEMBERS = 4_096;

/**
 * A plain object as `JSON.stringify` writes it, but within bounds whatever it is given: no longer than
 * {@link MAX_JSON_LENGTH}, no deeper than 32, no more than 4,096 members looked at. A text that does not fit
 * becomes the mark that the sanitiser would leave of it; from the first member on that does not fit, members
 * are left out. What JSON cannot hold becomes `null`, binary data a mark. Anything but a plain object is `{}`.
 * Throws what getters throw.
 */
export function boundedJson(value: unknown): string {
	if (typeof value !== "object" || value === null) return "{}";
	if (simpleSize(value, 0) <= MAX_SIMPLE_SIZE) {
		const json = JSON.stringify(value);
		if (json.length <= MAX_JSON_LENGTH && json.startsWith("{")) return json;
	}
	return new BoundedWriter().write(value);
}

/** Sizes are guessed, and a control character takes six units, so that this is well within the bound. */
const MAX_SIMPLE_SIZE = 1_200;

/** Deeper than parameters go; a cycle ends here. */
const MAX_SIMPLE_DEPTH = 6;

/**
 * About how much of JSON the value makes, if the runtime can be trusted with it: nothing but texts, numbers,
 * booleans, plain objects and arrays. Infinite for anything else. Looking is cheaper than writing.
 */
function simpleSize(value: object, depth: number): number {
	if (depth > MAX_SIMPLE_DEPTH) return Number.POSITIVE_INFINITY;
	if ((value as { toJSON?: unknown }).toJSON !== undefined || isBinary(value))
		return Number.POSITIVE_INFINITY;
	let size = 2;
	if (Array.isArray(value)) {
		for (let i = 0; i < value.length && size <= MAX_SIMPLE_SIZE; i++)
			size += 4 + simpleSizeOf(value[i], depth);
	} else {
		for (const key in value) {
			size += key.length + 4 + simpleSizeOf((value as Members)[key], depth);
			if (size > MAX_SIMPLE_SIZE) break;
		}
	}
	return size;
}

function simpleSizeOf(value: unknown, depth: number): number {
	switch (typeof value) {
		case "string":
			return value.length;
		case "object":
			return value === null ? 4 : simpleSize(value, depth + 1);
		case "bigint":
			return Number.POSITIVE_INFINITY;
		default:
			return 4;
	}
}

/** Writes what the runtime cannot be trusted with, member by member. */
class BoundedWriter {
	#out = "";
	/** What may still be written, but for the brackets that are still to be closed. */
	#room = MAX_JSON_LENGTH;
	#membersLeft = MAX_MEMBERS;
	#isFull = false;

	write(value: object): string {
		const given = jsonForm(value, "");
		const isPlain =
			typeof given === "object" &&
			given !== null &&
			!Array.isArray(given) &&
			!isBinary(given);
		this.#object("", isPlain ? (given as Members) : {}, 1);
		return this.#out;
	}

	#object(prefix: string, object: Members, depth: number): boolean {
		if (!this.#open(`${prefix}{`)) return false;
		let comma = "";
		for (const key in object) {
			if (!Object.hasOwn(object, key)) continue;
			if (this.#isFull || this.#membersLeft-- === 0) break;
			const value = jsonForm(object[key], key);
			if (isLeftOut(value)) continue;
			const isKey = key.length < this.#room;
			if (!isKey || !this.#value(`${comma}${quote(key)}:`, value, depth))
				this.#isFull = true;
			comma = ",";
		}
		this.#close("}");
		return true;
	}

	#array(prefix: string, array: readonly unknown[], depth: number): boolean {
		if (!this.#open(`${prefix}[`)) return false;
		const { length } = array;
		for (let i = 0; i < length; i++) {
			if (this.#isFull || this.#membersLeft-- === 0) break;
			const value = jsonForm(array[i], "");
			if (!this.#value(i === 0 ? "" : ",", value, depth)) this.#isFull = true;
		}
		this.#close("]");
		return true;
	}

	/** Writes a value after `prefix`, the comma and key before it; false if it does not fit. */
	#value(prefix: string, value: unknown, depth: number): boolean {
		switch (typeof value) {
			case "string":
				return (
					(value.length <= this.#room && this.#append(prefix + quote(value))) ||
					this.#append(prefix + TEXT_MARK)
				);
			case "number":
				return this.#append(prefix + (Number.isFinite(value) ? value : null));
			case "boolean":
				return this.#append(prefix + value);
			case "bigint":
				return this.#append(prefix + (isSmall(value) ? value : null));
			case "object":
				if (value === null) return this.#append(`${prefix}null`);
				if (depth >= MAX_DEPTH || isBinary(value))
					return this.#append(prefix + TEXT_MARK);
				return Array.isArray(value)
					? this.#array(prefix, value, depth + 1)
					: this.#object(prefix, value as Members, depth + 1);
			default:
				return this.#append(`${prefix}null`);
		}
	}

	/** Opens a bracket, and keeps room for the one that closes it. */
	#open(text: string): boolean {
		if (text.length + 1 > this.#room) return false;
		this.#room -= 1;
		return this.#append(text);
	}

	#close(bracket: string): void {
		this.#out += bracket;
	}

	#append(text: string): boolean {
		if (text.length > this.#room) return false;
		this.#room -= text.length;
		this.#out += text;
		return true;
	}
}

type Members = Readonly<Record<string, unknown>>;

/** What JSON is made of: the answer of a `toJSON`, if there is one (dates have one), and what a wrapper holds. */
function jsonForm(value: unknown, key: string): unknown {
	if (typeof value !== "object" || value === null || isBinary(value))
		return value;
	const { toJSON } = value as { toJSON?: unknown };
	const given: unknown =
		typeof toJSON === "function" ? toJSON.call(value, key) : value;
	// A text spelt out, letter by letter, would not be recognised by the sanitiser.
	return isWrapper(given) ? given.valueOf() : given;
}

function isWrapper(value: unknown): value is string | number | boolean {
	return (
		value instanceof String ||
		value instanceof Number ||
		value instanceof Boolean
	);
}

function quote(text: string): string {
	return JSON.stringify(text);
}

function isLeftOut(value: unknown): boolean {
	return (
		value === undefined ||
		typeof value === "function" ||
		typeof value === "symbol"
	);
}

/** A buffer of ten megabytes is not to be written out as an array of numbers. */
function isBinary(value: object): boolean {
	return ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
}

/** Comparing is cheap however large it is; writing it out is not. */
function isSmall(value: bigint): boolean {
	return value < LARGEST && value > -LARGEST;
}

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);
const TEXT_MARK = '"[text]"';
