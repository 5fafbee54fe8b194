import { ArgumentListSanitizer, isArgumentList } from "./argument-list";
import type { LabelNames } from "./label";
import { isMark, MARKS } from "./mark";
import { type KeyKind, keyKind } from "./parameter-key";
import type { ParameterKind } from "./parameter-kind";
import { sanitizeNumber } from "./parameter-number";
import { sanitizeParameterText } from "./parameter-text";
import {
	type JsonObject,
	looksLikeJson,
	parseJson,
	parseObject,
	quoteJson,
} from "./parameters-json";
import { isFilterName } from "./technique-word";

/** The longest parameters text, before and after, in UTF-16 units. */
export const MAX_PARAMETERS_LENGTH = 8_192;

/** How deep parameters may nest; what lies deeper becomes one mark. */
export const MAX_PARAMETERS_DEPTH = 32;

/** What {@link sanitizeParameters} answers. */
export type SanitizedParameters =
	| { readonly ok: true; readonly parameters: string }
	| { readonly ok: false; readonly reason: string };

/**
 * The parameters of an operation, a JSON object as text, without what tells of the content or of a
 * person: techniques stay as they are, everything else becomes a typed mark. Keys keep their order,
 * but for numerals, which come first; of duplicate keys the last counts. The answer is ASCII.
 *
 * Not `ok` if the text is longer than {@link MAX_PARAMETERS_LENGTH} or holds no JSON object. The
 * answer is never longer than that bound either: members that do not fit are left out, from the first
 * such one on. Sanitising an answer again gives the same answer. Time is linear in the text.
 */
export function sanitizeParameters(json: string): SanitizedParameters {
	if (json.length > MAX_PARAMETERS_LENGTH)
		return { ok: false, reason: `longer than ${MAX_PARAMETERS_LENGTH}` };
	let text = json;
	for (let pass = 0; pass < MOST_PASSES; pass++) {
		const value = parseObject(text);
		if (value === undefined) return { ok: false, reason: "not a JSON object" };
		const writer = new ParametersWriter(new Map(), MAX_PARAMETERS_LENGTH);
		const next = writer.write(value);
		if (!writer.needsCheck || next === text)
			return { ok: true, parameters: next };
		text = next;
	}
	return { ok: true, parameters: "{}" };
}

/** Grammars within grammars settle in one pass, rarely two; this is the limit of patience. */
const MOST_PASSES = 5;

/** How many texts that look like JSON are read as such; a failing attempt costs microseconds. */
const MOST_NESTED_TEXTS = 16;

const PRIVATE_KINDS: ReadonlySet<ParameterKind> = new Set<ParameterKind>([
	"text",
	"secret",
	"name",
]);

/** Fewer letters spell nothing, but may name planes or channels. */
const LEAST_SPELT = 4;

/**
 * Whether a text is spelt, letter by letter, as JavaScript spreads texts over arrays and objects: each letter alone
 * would be kept.
 */
function spellsText(values: readonly unknown[]): boolean {
	return (
		values.length >= LEAST_SPELT &&
		values.every((value) => typeof value === "string" && LETTER.test(value)) &&
		values.some((value) => !DIGIT.test(value as string))
	);
}

const LETTER = /^.$/su;
const DIGIT = /^\d$/;

/** Whether it is a buffer, as Node writes these in JSON. */
function holdsBytes({ type, data }: JsonObject): boolean {
	return type === "Buffer" && Array.isArray(data);
}

/** Writes one sanitised parameters text. */
class ParametersWriter {
	/** Whether a text was taken apart, or something left out, so that a second pass has to agree. */
	needsCheck = false;
	#out = "";
	#nestedLeft = MOST_NESTED_TEXTS;
	readonly #labels: LabelNames;
	#room: number;

	constructor(labels: LabelNames, room: number) {
		this.#labels = labels;
		this.#room = room;
	}

	write(object: JsonObject): string {
		this.#writeObject("", object, "unknown", 1);
		return this.#out;
	}

	/** Writes a value after `prefix`, the comma and key before it; false if it does not fit. */
	#writeValue(
		prefix: string,
		value: unknown,
		kind: ParameterKind,
		depth: number,
		key: string,
	): boolean {
		if (kind === "secret") return this.#append(`${prefix}"${MARKS.secret}"`);
		switch (typeof value) {
			case "string":
				return this.#append(prefix + this.#text(value, kind, depth, key));
			case "number":
				return this.#append(prefix + sanitizeNumber(value, kind, key));
			case "object":
				if (value === null) return this.#append(`${prefix}null`);
				if (depth >= MAX_PARAMETERS_DEPTH)
					return this.#append(`${prefix}"${MARKS.text}"`);
				return Array.isArray(value)
					? this.#writeArray(prefix, value, kind, depth + 1, key)
					: this.#writeObject(prefix, value as JsonObject, kind, depth + 1);
			default:
				return this.#append(`${prefix}${value === true}`);
		}
	}

	#writeObject(
		prefix: string,
		object: JsonObject,
		given: ParameterKind,
		depth: number,
	): boolean {
		if (!this.#open(`${prefix}{`)) return false;
		const isSpelt = spellsText(Object.values(object)) || holdsBytes(object);
		const kind = isSpelt ? "text" : given;
		let unknown = 0;
		let comma = "";
		const isLabelled = kind !== "text" && namesFilter(object);
		for (const key of Object.keys(object)) {
			const own = keyKind(key);
			const name = isKept(own, kind) ? key : unknownKey(++unknown);
			const fits = this.#writeValue(
				`${comma}"${name}":`,
				object[key],
				isPassword(key, object[key])
					? "secret"
					: isLabelled && LABEL_KEYS.has(key)
						? "label"
						: memberKind(kind, own),
				depth,
				key,
			);
			if (!fits) break;
			comma = ",";
		}
		this.#out += "}";
		return true;
	}

	#writeArray(
		prefix: string,
		array: readonly unknown[],
		given: ParameterKind,
		depth: number,
		key: string,
	): boolean {
		if (!this.#open(`${prefix}[`)) return false;
		const kind = spellsText(array) ? "text" : given;
		const argv =
			kind !== "file" && kind !== "text" && isArgumentList(array)
				? new ArgumentListSanitizer(this.#labels)
				: undefined;
		let comma = "";
		for (const value of array) {
			let fits: boolean;
			if (argv !== undefined && typeof value === "string") {
				const text = argv.next(value);
				if (text !== value && !isMark(text)) this.needsCheck = true;
				fits = this.#append(comma + quoteJson(text));
			} else {
				fits = this.#writeValue(comma, value, argv?.take() ?? kind, depth, key);
			}
			if (!fits) break;
			comma = ",";
		}
		this.#out += "]";
		return true;
	}

	#text(
		value: string,
		kind: ParameterKind,
		depth: number,
		key: string,
	): string {
		if (looksLikeJson(value) && !PRIVATE_KINDS.has(kind)) {
			const nested = this.#nested(value, kind, depth, key);
			if (nested !== undefined) return quoteJson(nested);
		}
		const { text, settled } = sanitizeParameterText(
			value,
			kind,
			this.#labels,
			key,
		);
		if (!settled) this.needsCheck = true;
		return quoteJson(text);
	}

	/** What stays of JSON in a text; `undefined` if it is none, or one of too many. */
	#nested(
		json: string,
		kind: ParameterKind,
		depth: number,
		key: string,
	): string | undefined {
		if (this.#nestedLeft <= 0) return undefined;
		this.#nestedLeft--;
		const value = parseJson(json);
		if (typeof value !== "object" || value === null) return undefined;
		const writer = new ParametersWriter(this.#labels, this.#room);
		writer.#nestedLeft = this.#nestedLeft;
		writer.#writeValue("", value, kind, depth, key);
		this.#nestedLeft = writer.#nestedLeft;
		if (writer.needsCheck) this.needsCheck = true;
		return writer.#out;
	}

	/** Opens a bracket and keeps room for the one that closes it. */
	#open(text: string): boolean {
		if (!this.#append(text, 1)) return false;
		this.#room -= 1;
		return true;
	}

	/** Appends `text` if it fits; once something did not, nothing fits any more. */
	#append(text: string, reserve = 0): boolean {
		if (text.length + reserve > this.#room) {
			this.#room = -1;
			this.needsCheck = true;
			return false;
		}
		this.#room -= text.length;
		this.#out += text;
		return true;
	}
}

function unknownKey(count: number): string {
	return count === 1 ? MARKS.key : `[key${count}]`;
}

/** `pass` is the number of a pass; anything else under that name may be a password. */
function isPassword(key: string, value: unknown): boolean {
	if (key !== "pass" && key !== "-pass") return false;
	if (typeof value === "string") return !"0123".includes(value);
	if (typeof value === "number") return !(value >= 0 && value <= 3);
	return typeof value === "object" && value !== null;
}

/** Under a person or a text only names of private things stay: `{"users": {"max": ...}}` is a name. */
function isKept(kind: KeyKind, holder: ParameterKind): boolean {
	if (holder === "text" && !PRIVATE_NAMES.has(kind)) return false;
	return kind !== "unknown" && !kind.startsWith("hidden");
}

const PRIVATE_NAMES: ReadonlySet<KeyKind> = new Set<KeyKind>([
	"text",
	"name",
	"file",
	"secret",
	"index",
]);

/** A filter as fluent-ffmpeg takes it: `{"filter": "scale", "inputs": "0:v", "outputs": "small"}`. */
function namesFilter(object: JsonObject): boolean {
	return typeof object.filter === "string" && isFilterName(object.filter);
}

const LABEL_KEYS: ReadonlySet<string> = new Set(
	"input inputs output outputs".split(" "),
);

/** What a member may hold: its key decides, but what holds it may be more private. */
function memberKind(holder: ParameterKind, own: KeyKind): ParameterKind {
	if (own === "secret" || own === "hidden secret") return "secret";
	if (holder === "text" || own === "hidden text") return "text";
	if (own === "hidden file") return "file";
	if (own === "index") return holder;
	if (own === "bare" || own === "unknown")
		return holder === "file" ? holder : "unknown";
	return own;
}
