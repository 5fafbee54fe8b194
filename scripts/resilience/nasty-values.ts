import fc from "fast-check";
import { type JsonTree, treeOf, Verbatim } from "./json-tree.ts";

/** As numbers stand in JSON, and as they must not. */
const NUMBERS = [
	"0",
	"-0",
	"0.0",
	"1.0",
	"1e0",
	"10E-1",
	"0.5",
	"-1",
	"2",
	"1e3",
	"9007199254740991",
	"9007199254740992",
	"9007199254740993",
	"1125899906842624",
	"1125899906842625",
	"604800000",
	"604800001",
	"8640000000000000",
	"8640000000000001",
	"-8640000000000001",
	"1e15",
	"1e16",
	"1e308",
	"1e309",
	"1e999",
	"-1e999",
	"5e-324",
	"1e-400",
	"9".repeat(400),
	`0.${"0".repeat(400)}1`,
	`1${"0".repeat(20_000)}`,
	"NaN",
	"Infinity",
	"-Infinity",
	"0x10",
	"01",
	".5",
	"1.",
	"+1",
	"1e",
	"--1",
	"1_000",
	"undefined",
	"1n",
];

/** As they stand in JSON, quotes and all. */
const TEXTS = [
	'"\\u0000"',
	'"\\ud800"',
	'"\\udfff\\ud800"',
	'"\\ud83d\\ude00"',
	'"\\ufeff"',
	'"\u0001"',
	'"\n"',
	'"\\x41"',
	'"\\u12"',
	'"',
	"'a'",
	'"\\"',
	'"\\/"',
	'"\u2028\u2029"',
	'"\u202eabc"',
	'"e\u0301"',
	'"\u007f"',
	'"\ufffe"',
];

const STRINGS = [
	"",
	" ",
	"a",
	"A",
	"null",
	"true",
	"0",
	"-",
	"_",
	".",
	"__proto__",
	"constructor",
	"a ",
	" a",
	"a\n",
	"\u0000",
	"\ufeff",
	"\u{1F600}",
	"\ud800",
	"mcp",
	"MCP",
	"webapp ",
	"unknown",
	"../../etc/passwd",
	"<script>",
	"'; --",
	...[64, 65, 128, 129].map((length) => "a".repeat(length)),
	...[63, 64, 65].map((length) => "0".repeat(length)),
	...[2_000, 2_001, 8_192, 8_193, 100_000].map((length) => "x".repeat(length)),
	"2026-11-22T12:00:00Z",
	"2026-11-22T12:00:00",
	"2026-02-30T00:00:00Z",
	"0000-01-01T00:00:00Z",
	"9999-12-31T23:59:59.999-23:59",
	"now",
	"1e3",
	"2026-11-22T24:00:00Z",
	"2026-11-22t12:00:00z",
	"+012026-11-22T12:00:00Z",
	`2026-11-22T12:00:00.${"9".repeat(5_000)}Z`,
];

const PARAMETERS = [
	"{}",
	" {} ",
	"[]",
	"null",
	"1",
	'""',
	"{",
	"{}{}",
	"{'a':1}",
	'{"a":1e999}',
	'{"__proto__":{"a":1}}',
	'{"a":1,"a":2}',
	"\ufeff{}",
	'{"a":"\\ud800"}',
	...[8_192, 8_193].map((length) => `{"":"${"x".repeat(length - 7)}"}`),
];

/** All of the fixed values: one may stand in the place of any field. */
export const NASTY_CONSTANTS: readonly JsonTree[] = [
	...[...NUMBERS, ...TEXTS].map((text) => new Verbatim(text)),
	...STRINGS,
	...PARAMETERS,
	null,
	true,
	false,
	[],
	treeOf({}),
	treeOf({ a: 1 }),
	[treeOf({})],
];

/** Texts of the shapes that make parsers slow or deep, up to a length. */
export function adversarialText(length: number): fc.Arbitrary<string> {
	const piece = fc.constantFrom(
		"\\",
		'"',
		"'",
		"[",
		"{",
		"(",
		"%{",
		"a@b.",
		"://",
		"=:;,",
		"-i ",
		"\\'",
		"[a][b]scale=1:2,",
		"drawtext=text='",
		"if(eq(n\\,",
		"../",
		"\\\\x\\",
		"%",
		"\u{1F600}",
		"\ud800",
		"\u0000",
		"1e9",
		" ",
		"\n",
		"a",
		"0:v:0 ",
		"|",
		"concat:",
		"subtitles=",
		"-metadata title=",
		"https://u:p@h/",
		"~/.ssh/",
	);
	return fc.oneof(
		piece.map((unit) => unit.repeat(length).slice(0, length)),
		fc
			.array(piece, { maxLength: 200 })
			.map((units) => units.join("").slice(0, length)),
		fc.string({ unit: "binary", maxLength: Math.min(length, 500) }),
	);
}

const PARAMETER_KEYS = [
	"filter_complex",
	"vf",
	"args",
	"cmd",
	"crf",
	"x",
	"",
	"-i",
];

/** A JSON object as text of at most about so many characters, of every ugly shape. */
export function parametersText(length: number): fc.Arbitrary<string> {
	const key = fc.constantFrom(...PARAMETER_KEYS, "__proto__", "constructor");
	const nested = (open: string, close: string, inner: string) => {
		const depth = Math.floor(
			(length - inner.length) / (open.length + close.length),
		);
		return open.repeat(depth) + inner + close.repeat(depth);
	};
	const escaped = fc.tuple(key, adversarialText(length)).map(([name, text]) => {
		// Escapes take up to six characters: cut until it fits.
		for (let part = text; ; part = part.slice(0, part.length >> 1)) {
			const json = JSON.stringify({ [name]: part });
			if (json.length <= length) return json;
		}
	});
	return fc.oneof(
		{ weight: 4, arbitrary: escaped },
		{
			weight: 1,
			arbitrary: fc.constantFrom(
				nested('{"a":', "}", "1"),
				`{"a":${nested("[", "]", "").slice(0, length - 6)}}`,
				`{"args":[${Array(Math.floor((length - 12) / 5))
					.fill('"-i"')
					.join()}]}`,
				`{${Array(Math.floor((length - 2) / 6))
					.fill('"":1')
					.join(", ")}}`,
				`{"n":${"9".repeat(length - 6)}}`,
				`{"n":[${Array(Math.floor((length - 8) / 6))
					.fill("1e999")
					.join()}]}`,
			),
		},
		{
			weight: 2,
			arbitrary: fc.json({ maxDepth: 8 }).map((json) => `{"x":${json}}`),
		},
	);
}

const DEPTHS = [1, 10, 1_000, 100_000];

/** Any value that may stand anywhere in JSON, and some that may not. */
export const nastyValue: fc.Arbitrary<JsonTree> = fc.oneof(
	{ weight: 10, arbitrary: fc.constantFrom(...NASTY_CONSTANTS) },
	{ weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }).map(treeOf) },
	{ weight: 1, arbitrary: adversarialText(8_192) },
	{ weight: 1, arbitrary: parametersText(8_192) },
	{
		weight: 1,
		arbitrary: fc
			.tuple(fc.constantFrom(...DEPTHS), fc.boolean())
			.map(([depth, arrays]) =>
				arrays
					? new Verbatim("[".repeat(depth) + "]".repeat(depth))
					: new Verbatim(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`),
			),
	},
);

/** Keys that an object has from birth, or that look like ours. */
export const NASTY_KEYS = [
	"__proto__",
	"constructor",
	"prototype",
	"toString",
	"hasOwnProperty",
	"",
	" ",
	"id",
	"ID",
	"id ",
	"events",
	"sentAt",
	"receivedAt",
	"shard",
	"timestamp",
	"operation",
	"metrics",
	"context",
	"errorCategory",
	"\u0000",
	"\ud800",
	"\u{1F600}",
	"k".repeat(10_000),
];

/** Any key. */
export const nastyKey = fc.oneof(
	fc.constantFrom(...NASTY_KEYS),
	fc.string({ unit: "binary", maxLength: 8 }),
);
