import {
	BACKSLASH,
	DOUBLE_QUOTE,
	OPEN_BRACE,
	OPEN_BRACKET,
	SPACE,
	TILDE,
} from "./ascii";

/** A JSON object as `JSON.parse` makes it: of duplicate keys the last counts, numerals come first. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The JSON object that `json` holds; `undefined` if it holds none. */
export function parseObject(json: string): JsonObject | undefined {
	const value = parseJson(json);
	return typeof value === "object" && value !== null && !Array.isArray(value)
		? (value as JsonObject)
		: undefined;
}

/** The value that `json` holds; `undefined` if it is no JSON. */
export function parseJson(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return undefined;
	}
}

/** Whether `text` has the ends of a JSON object, or of an array of texts, objects or arrays. */
export function looksLikeJson(text: string): boolean {
	const first = text.charCodeAt(0);
	if (first !== OPEN_BRACE && first !== OPEN_BRACKET) return false;
	const second = text.charAt(1);
	return first === OPEN_BRACE
		? text.endsWith("}") && (second === '"' || second === "}")
		: text.endsWith("]") && '"{['.includes(second);
}

/** A JSON string; what is kept is nearly always plain ASCII that needs no escapes. */
export function quoteJson(text: string): string {
	for (let i = 0; i < text.length; i++) {
		const c = text.charCodeAt(i);
		if (c < SPACE || c === DOUBLE_QUOTE || c === BACKSLASH || c > TILDE)
			return JSON.stringify(text);
	}
	return `"${text}"`;
}
