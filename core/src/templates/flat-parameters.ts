import { MARKS } from "../privacy/mark";
import { parseObject } from "../privacy/parameters-json";

/** Bounds of what a template shows of an operation's parameters. */
export const PARAMETER_LIMITS = {
	/** Characters of a parameter's dotted name. A longer one is left out. */
	name: 64,
	/** Characters of a value, as JSON where it is an array. A longer one is not shown. */
	value: 64,
} as const;

/** A value as a template can hold it. */
export type ParameterValue =
	| number
	| boolean
	| string
	| readonly (number | boolean | string)[];

/** What a value was that is not shown: lost to the sanitiser, or nothing that can be repeated. */
export type HiddenKind = "file" | "url" | "text" | "secret";

/** What an operation had for one of its parameters. */
export type SeenParameter =
	| { readonly value: ParameterValue; readonly hidden?: undefined }
	| { readonly value?: undefined; readonly hidden: HiddenKind };

/** By dotted name. */
export type SeenParameters = ReadonlyMap<string, SeenParameter>;

/**
 * The parameters of an event, flat: nested objects under dotted names (`video.codec`), arrays as a
 * whole. Names that are marks, odd or longer than {@link PARAMETER_LIMITS} are left out, and so are
 * nulls. `json` is sanitised, as stores hold it; what is no JSON object has no parameters.
 */
export function flattenParameters(json: string): SeenParameters {
	const seen = new Map<string, SeenParameter>();
	flattenInto(seen, "", parseObject(json) ?? {});
	return seen;
}

/** Bounded by the length of the names: what lies deeper has none that is short enough. */
function flattenInto(
	seen: Map<string, SeenParameter>,
	prefix: string,
	object: object,
): void {
	for (const [key, value] of Object.entries(object)) {
		const name = prefix === "" ? key : `${prefix}.${key}`;
		if (!isPlainName(name)) continue;
		if (value === null) continue;
		if (typeof value === "object" && !Array.isArray(value))
			flattenInto(seen, name, value);
		else seen.set(name, seeValue(value));
	}
}

/**
 * Letters, digits and what options are written with (`-c:v`, `video.codec`): no mark of the
 * sanitiser, and a field's name in any store. Firestore keeps `__x__` for itself.
 */
function isPlainName(name: string): boolean {
	return (
		name.length <= PARAMETER_LIMITS.name &&
		/^[A-Za-z0-9_:+.-]+$/.test(name) &&
		!/^__.*__$/.test(name)
	);
}

function seeValue(value: unknown): SeenParameter {
	if (Array.isArray(value)) return seeArray(value);
	if (typeof value === "string") return seeText(value);
	if (typeof value === "boolean") return { value };
	// JSON's 1e999 is read as infinite, and -0 would be a value of its own.
	if (typeof value === "number" && Number.isFinite(value))
		return { value: value + 0 };
	return { hidden: "text" };
}

function seeArray(items: readonly unknown[]): SeenParameter {
	const values: (number | boolean | string)[] = [];
	for (const item of items) {
		if (typeof item === "object") return { hidden: "text" };
		const seen = seeValue(item);
		if (seen.hidden !== undefined) return { hidden: "text" };
		values.push(seen.value as number | boolean | string);
	}
	return JSON.stringify(values).length <= PARAMETER_LIMITS.value
		? { value: values }
		: { hidden: "text" };
}

const HIDDEN_BY_MARK: ReadonlyMap<string, HiddenKind> = new Map([
	[MARKS.path, "file"],
	[MARKS.file, "file"],
	[MARKS.url, "url"],
	[MARKS.secret, "secret"],
	[MARKS.text, "text"],
]);

const ANY_MARK = /\[(path|file|url|text|secret|key|ptr)\d*\]/;

/**
 * A text that holds a mark somewhere (`drawtext=text=[text]`) cannot be repeated as it is. Nor is
 * one shown that is long, beyond ASCII, or would be taken for an argument of a prompt.
 */
function seeText(text: string): SeenParameter {
	const kind = HIDDEN_BY_MARK.get(text);
	if (kind !== undefined) return { hidden: kind };
	const isShown =
		text.length <= PARAMETER_LIMITS.value &&
		/^[ -~]*$/.test(text) &&
		!ANY_MARK.test(text) &&
		!text.includes("{{");
	return isShown ? { value: text } : { hidden: "text" };
}
