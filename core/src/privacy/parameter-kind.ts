import { isBitstreamFilterName, isFilterName } from "./technique-word";
import { ENCODER_PARAMETERS } from "./vocabulary/encoder-parameters";
import { FILTER_OPTIONS } from "./vocabulary/filter-options";
import {
	FILE_OPTIONS,
	FLAG_OPTIONS,
	GRAPH_OPTIONS,
	HARDWARE_OPTIONS,
	LIST_OPTIONS,
	MAP_OPTIONS,
	SECRET_OPTIONS,
	TEXT_OPTIONS,
	VALUE_OPTIONS,
} from "./vocabulary/options";
import { once, wordSet, wordsOf } from "./vocabulary/word-set";

/**
 * What a parameter's value may hold, and so what of it stays.
 *
 * - `value`: a technique, recognised or lost; `flag`: the same, and on a command line no value
 * - `graph`: a filter graph; `arguments`: the arguments of one filter; `list`: `key=value` pairs
 * - `map`, `variants`: stream selections; `label`: a link label without its brackets
 * - `hardware`: a device; `command`: a command line
 * - `file`, `text`, `secret`: always lost; `name`: lost unless it names a filter
 * - `unknown`: the name says nothing: only what is a technique anywhere stays
 */
export type ParameterKind =
	| "value"
	| "flag"
	| "graph"
	| "arguments"
	| "list"
	| "map"
	| "variants"
	| "label"
	| "hardware"
	| "command"
	| "file"
	| "text"
	| "secret"
	| "name"
	| "unknown";

/** The kind of each option of the command line, by its bare name. */
export const optionKinds: () => ReadonlyMap<string, ParameterKind> =
	once(readOptionKinds);

/** The kind of a command-line option by its bare name (`crf`, `filter_complex`, `i`). */
export function optionKind(name: string): ParameterKind | undefined {
	return optionKinds().get(name);
}

/** The kind of a filter's option, as in `drawtext=fontfile=...`. */
export function filterOptionKind(name: string): ParameterKind | undefined {
	if (PLAIN_IN_FILTERS.has(name)) return "value";
	const kind = optionKinds().get(name);
	if (kind !== undefined && kind !== "flag") {
		return PRIVATE_KINDS.has(kind) ? kind : "value";
	}
	return filterOptionNames().has(name) || kind === "flag" ? "value" : undefined;
}

/** The kind of a key in x264-params and its like. */
export function encoderParameterKind(name: string): ParameterKind | undefined {
	if (FILES_IN_LISTS.has(name)) return "file";
	const kind = optionKinds().get(name);
	if (kind !== undefined) return PRIVATE_KINDS.has(kind) ? kind : "value";
	if (encoderNames().has(name)) return "value";
	if (!name.startsWith("no-")) return undefined;
	const positive = name.slice(3);
	return encoderNames().has(positive) || optionKinds().get(positive) === "value"
		? "value"
		: undefined;
}

/** Whether `name` is an option of the command line, of a filter or of an encoder, or a filter. */
export function isKnownParameterName(name: string): boolean {
	return (
		optionKinds().has(name) ||
		filterOptionNames().has(name) ||
		encoderNames().has(name) ||
		isFilterName(name) ||
		isBitstreamFilterName(name)
	);
}

const filterOptionNames = once(() => wordSet(FILTER_OPTIONS));
const encoderNames = once(() => wordSet(ENCODER_PARAMETERS));

/** Names that mean a file or a text on the command line, and a number inside a filter. */
const PLAIN_IN_FILTERS = wordSet("i o target m1 m2 m3 m4 value metadata");

const FILES_IN_LISTS = wordSet(
	"stats rcstats input output two-pass-input vmaf-model-path",
);

const PRIVATE_KINDS: ReadonlySet<ParameterKind> = new Set<ParameterKind>([
	"file",
	"text",
	"secret",
]);

function readOptionKinds(): Map<string, ParameterKind> {
	const kinds = new Map<string, ParameterKind>();
	const groups: readonly (readonly [ParameterKind, string])[] = [
		["value", VALUE_OPTIONS],
		["flag", FLAG_OPTIONS],
		["graph", GRAPH_OPTIONS],
		["list", LIST_OPTIONS],
		["map", MAP_OPTIONS],
		["hardware", HARDWARE_OPTIONS],
		["variants", "var_stream_map cc_stream_map adaptation_sets"],
		["file", FILE_OPTIONS],
		["text", TEXT_OPTIONS],
		["secret", SECRET_OPTIONS],
	];
	for (const [kind, names] of groups)
		for (const name of wordsOf(names)) kinds.set(name, kind);
	return kinds;
}
