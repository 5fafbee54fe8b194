import fc from "fast-check";
import { errorCorpus, parametersCorpus } from "../../testing/privacy-corpus";
import {
	filterName,
	filterOption,
	hostKey,
	optionName,
	privateNumber,
	type Secret,
	secret,
	techniqueKey,
	techniqueValue,
} from "../../testing/privacy-corpus/planted-secrets";
import { classifyError, sanitizeErrorMessage, sanitizeParameters } from ".";

const RUNS = { numRuns: 3_000 };

function sanitized(json: string): string {
	const result = sanitizeParameters(json);
	if (!result.ok) throw new Error(result.reason);
	return result.parameters;
}

function expectGone(text: string, needles: readonly string[]): void {
	const lower = text.toLowerCase();
	expect(needles.filter((part) => lower.includes(part.toLowerCase()))).toEqual(
		[],
	);
}

const escaped = (text: string) => text.replaceAll(/[\\':]/g, "\\$&");

/** The ways in which people write a text inside a filter's argument or a command. */
const wrap = fc.constantFrom<(text: string) => string>(
	(text) => text,
	(text) => `'${text}'`,
	(text) => `"${text}"`,
	escaped,
	(text) => `'${escaped(text)}'`,
	(text) => JSON.stringify(text),
);

const plant = (
	...parts: readonly (string | fc.Arbitrary<string> | typeof secret)[]
): fc.Arbitrary<Secret> =>
	fc
		.tuple(
			...parts.map((part) =>
				typeof part === "string" ? fc.constant(part) : part,
			),
			wrap,
		)
		.map((values) => {
			const dress = values[values.length - 1] as (text: string) => string;
			const needles: string[] = [];
			const written = values.slice(0, -1) as readonly (string | Secret)[];
			const text = written.map((value) => {
				if (typeof value === "string") return value;
				needles.push(...value.needles);
				return dress(value.text);
			});
			return { text: text.join(""), needles };
		});

const planted = fc.oneof(
	secret,
	plant(
		"[0:v]scale=1280:-2[v];[v]",
		filterName,
		"=",
		filterOption,
		"=",
		secret,
		":x=10[out]",
	),
	plant(filterName, "=", techniqueValue, ":", secret, ",hflip"),
	plant(
		"ffmpeg -y ",
		optionName,
		" ",
		secret,
		" ",
		optionName,
		" ",
		techniqueValue,
		" ",
		secret,
	),
	plant(
		"keyint=250:",
		fc.constantFrom("keyint", "token", "stats", "x"),
		"=",
		secret,
		":ref=3",
	),
	plant("[0:v]scale=1:2[", secret, "]"),
	plant("select='between(t,1,", secret, ")'"),
	plant("0:m:title:", secret),
	plant(
		techniqueValue,
		fc.constantFrom(",", " ", "|", ":", "/", "=", "+", "-", ";", "\n"),
		secret,
	),
);

interface Planted {
	readonly value: unknown;
	readonly needles: readonly string[];
}

const value: fc.Arbitrary<Planted> = fc.oneof(
	planted.map(({ text, needles }) => ({ value: text, needles })),
	fc.tuple(planted, planted).map(([a, b]) => ({
		value: [a.text, b.text],
		needles: [...a.needles, ...b.needles],
	})),
	fc
		.tuple(optionName, planted, optionName, techniqueValue, planted)
		.map(([first, a, second, technique, b]) => ({
			value: [first, a.text, second, technique, b.text],
			needles: [...a.needles, ...b.needles],
		})),
	fc.tuple(optionName, planted).map(([option, { text, needles }]) => ({
		value: [`${option} ${text}`],
		needles,
	})),
	fc.tuple(planted, techniqueValue).map(([{ text, needles }, technique]) => ({
		value: { [text]: technique },
		needles,
	})),
	fc
		.tuple(techniqueKey, techniqueKey, planted)
		.map(([outer, inner, { text, needles }]) => ({
			value: [{ [outer]: { [inner]: [text, { [outer]: text }] } }],
			needles,
		})),
	fc.tuple(hostKey, planted, planted).map(([key, a, b]) => ({
		value: JSON.stringify({
			[key]: a.text,
			nested: JSON.stringify({ [key]: [b.text], [b.text]: 1 }),
		}),
		needles: [...a.needles, ...b.needles],
	})),
	fc.tuple(optionName, planted).map(([option, { text, needles }]) => ({
		value: JSON.stringify([option, text, "-crf", "23"]),
		needles,
	})),
	fc
		.tuple(filterName, filterOption, planted, planted)
		.map(([filter, option, a, b]) => ({
			value: {
				filter,
				options: { [option]: a.text, x: 1 },
				inputs: [b.text, "0:v"],
				outputs: b.text,
			},
			needles: [...a.needles, ...b.needles],
		})),
);

const parameters = fc
	.array(fc.tuple(fc.oneof(techniqueKey, hostKey), value), {
		minLength: 1,
		maxLength: 4,
	})
	.map((members) => ({
		json: JSON.stringify(
			Object.fromEntries(members.map(([key, { value }]) => [key, value])),
		),
		needles: members.flatMap(([, { needles }]) => needles),
	}))
	.filter(({ json }) => json.length <= 8_192);

/** Without those of digits alone, which are no longer themselves right after a digit or a point. */
const secretInWords = secret.filter(({ needles }) =>
	needles.every((needle) => /[^\d.:a-f]/i.test(needle)),
);

/** `text` written into one of the texts of a corpus entry, at one of the places where words part. */
function writeInto(
	json: string,
	text: string,
	leaf: number,
	place: number,
): string {
	let count = 0;
	JSON.parse(json, (_key, value) => {
		if (typeof value === "string") count++;
		return value;
	});
	let index = 0;
	const changed: unknown = JSON.parse(json, (_key, value) =>
		typeof value === "string" && index++ === leaf % Math.max(count, 1)
			? writeAt(value, text, place)
			: value,
	);
	return JSON.stringify(count > 0 ? changed : { [text]: changed });
}

function writeAt(into: string, text: string, place: number): string {
	const places = [0, into.length];
	for (let i = 0; i < into.length; i++)
		if (/[^\p{L}\p{N}]/u.test(into.charAt(i))) places.push(i, i + 1);
	const at = places[place % places.length] ?? 0;
	return into.slice(0, at) + text + into.slice(at);
}

const frame = fc.constantFrom(
	["", ": No such file or directory"],
	["Error opening input file ", "."],
	["[in#0 @ 0x55d1] Error opening input: ", ""],
	["Unknown encoder '", "'"],
	["Unable to find a suitable output format for '", "'"],
	["Input #0, mov,mp4, from '", "':"],
	["    title           : ", ""],
	["Command failed: ffmpeg -i ", " -c copy out.mp4"],
	["Option ", " not found."],
	["Error: ENOENT: no such file or directory, open '", "'"],
	["CalledProcessError: Command '['ffmpeg', '-i', '", "']' returned 1."],
	["CalledProcessError: Command 'ffmpeg -i ", " a' returned 1."],
	['{"error":"failed","file":"', '","code":1}'],
	["level=error msg=failed file=", " code=1"],
	["  at run (", ":10:5)"],
	["password: ", ""],
	['[drawtext @ 0x1] Could not load font "', '": cannot open resource'],
	["", ": Zugriff verweigert"],
	["Could not open file : ", ""],
	["Stream #0:0(", "): Video: h264"],
	["[", "] error"],
	["", "\nConversion failed!"],
	["", ""],
);

const messageSoup = fc
	.array(
		fc.oneof(
			secret.map(({ text }) => text),
			techniqueValue,
			fc.string(),
			fc.constantFrom(
				..."'\"[]().:@-/=\n",
				"error",
				"0x55d1c0ffee",
				"Error opening input file",
				"No such file or directory",
				"[text]",
				"[path]:",
				"ffmpeg -i",
			),
		),
		{ maxLength: 30 },
	)
	.chain((parts) => fc.constantFrom(" ", "").map((joint) => parts.join(joint)));

describe("a planted secret", () => {
	it("never survives in parameters, wherever it stands", () => {
		fc.assert(
			fc.property(parameters, ({ json, needles }) => {
				expectGone(sanitized(json), needles);
			}),
			RUNS,
		);
	});

	it("never survives as a number that nothing vouches for", () => {
		fc.assert(
			fc.property(hostKey, privateNumber, (key, { number, digits }) => {
				for (const value of [number, [number], { [key]: -number }, `${number}`])
					expect(sanitized(JSON.stringify({ [key]: value }))).not.toContain(
						digits,
					);
			}),
			RUNS,
		);
	});

	it("never survives where it is written into an entry of the corpus", () => {
		fc.assert(
			fc.property(
				fc.nat(parametersCorpus.length - 1),
				secretInWords,
				fc.nat(),
				fc.nat(),
				(entry, { text, needles }, leaf, place) => {
					const { parameters } = parametersCorpus[entry] as {
						parameters: string;
					};
					const json = writeInto(parameters, text, leaf, place);
					fc.pre(json.length <= 8_192);
					const once = sanitized(json);
					expectGone(once, needles);
					expect(sanitized(once)).toBe(once);
				},
			),
			RUNS,
		);
	});

	it("never survives where it is written into an error of the corpus", () => {
		fc.assert(
			fc.property(
				fc.nat(errorCorpus.length - 1),
				secretInWords,
				fc.nat(),
				(entry, { text, needles }, place) => {
					const { message } = errorCorpus[entry] as { message: string };
					const once = sanitizeErrorMessage(writeAt(message, text, place));
					expectGone(once, needles);
					expect(sanitizeErrorMessage(once)).toBe(once);
				},
			),
			RUNS,
		);
	});

	it("never survives in an error message", () => {
		fc.assert(
			fc.property(frame, secret, ([before, after], { text, needles }) => {
				expectGone(sanitizeErrorMessage(`${before}${text}${after}`), needles);
			}),
			RUNS,
		);
	});
});

describe("sanitising again", () => {
	it("changes nothing in parameters with secrets", () => {
		fc.assert(
			fc.property(parameters, ({ json }) => {
				const once = sanitized(json);
				expect(sanitized(once)).toBe(once);
			}),
			RUNS,
		);
	});

	it("changes nothing in arbitrary parameters, which stay within bounds and ASCII", () => {
		const key = fc.oneof(techniqueKey, fc.string());
		const leaf = fc.oneof(
			fc.string(),
			planted.map(({ text }) => text),
			techniqueValue,
			fc.double(),
			fc.boolean(),
			fc.constant(null),
		);
		const anything = fc
			.object({ key, values: [leaf], maxDepth: 4 })
			.map((object) => JSON.stringify(object))
			.filter((json) => json.length <= 8_192);
		fc.assert(
			fc.property(anything, (json) => {
				const once = sanitized(json);
				expect(once.length).toBeLessThanOrEqual(8_192);
				expect(once).toMatch(/^[ -~]*$/);
				expect(sanitized(once)).toBe(once);
			}),
			RUNS,
		);
	});

	it("leaves well-formed text of any UTF-16", () => {
		const units = fc
			.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
			.map((codes) => String.fromCharCode(...codes));
		const mixed = fc.oneof(
			units,
			fc.tuple(techniqueValue, units).map(([a, b]) => a + b),
			fc.tuple(units, techniqueValue).map(([a, b]) => a + b),
		);
		fc.assert(
			fc.property(techniqueKey, mixed, (key, text) => {
				for (const json of [
					JSON.stringify({ [key]: text }),
					`{${JSON.stringify(key)}:"${text.replaceAll(/["\\]/g, "")}"}`,
				]) {
					const result = sanitizeParameters(json);
					if (!result.ok) continue;
					expect(result.parameters).toMatch(/^[ -~]*$/);
					expect(JSON.stringify(JSON.parse(result.parameters))).toMatch(
						/^[ -~]*$/,
					);
				}
				expect(sanitizeErrorMessage(`${key} ${text}: ${text}`)).toMatch(
					/^[ -~\n]*$/,
				);
			}),
			RUNS,
		);
	});

	it("changes nothing in an error message, nor its category", () => {
		fc.assert(
			fc.property(messageSoup, (message) => {
				const once = sanitizeErrorMessage(message);
				expect(once.length).toBeLessThanOrEqual(2_000);
				expect(once).toMatch(/^[ -~\n]*$/);
				expect(sanitizeErrorMessage(once)).toBe(once);
				expect(classifyError(sanitizeErrorMessage(once))).toBe(
					classifyError(once),
				);
			}),
			RUNS,
		);
	});
});
