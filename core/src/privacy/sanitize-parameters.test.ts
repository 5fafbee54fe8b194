import {
	MAX_PARAMETERS_LENGTH,
	SANITIZER_VERSION,
	sanitizeParameters,
} from ".";
import { MAX_PARAMETERS_DEPTH } from "./sanitize-parameters";

function sanitized(value: unknown): unknown {
	return JSON.parse(sanitizedText(JSON.stringify(value)));
}

function sanitizedText(json: string): string {
	const result = sanitizeParameters(json);
	if (!result.ok) throw new Error(result.reason);
	return result.parameters;
}

describe("sanitizeParameters", () => {
	it("keeps numbers, booleans, null and techniques as they are", () => {
		const technique = {
			crf: 23,
			bitrate: "2.5M",
			two_pass: true,
			start: "00:00:10",
			size: "1920x1080",
			rate: "30000/1001",
			bytes: "1073741824",
			map: ["0:v:0", "0:a?"],
			vf: "scale=1280:-2:flags=lanczos",
			tune: null,
		};
		expect(sanitized(technique)).toEqual(technique);
	});

	it("marks what is lost by its kind", () => {
		expect(
			sanitized({
				input: "/home/ada/x.mp4",
				output: "holiday.mp4",
				source: "https://ada.example/x",
				title: "My holiday",
				token: "abc",
			}),
		).toEqual({
			input: "[path]",
			output: "[file]",
			source: "[url]",
			title: "[text]",
			token: "[secret]",
		});
	});

	it("loses an input that is named like a codec, and keeps the codec", () => {
		expect(sanitized({ input: "h264", codec: "h264" })).toEqual({
			input: "[file]",
			codec: "h264",
		});
	});

	it("replaces unknown keys, numbered so that none is lost", () => {
		expect(
			sanitizedText('{"ada@example.com":1,"crf":2,"my video":3,"[key]":4}'),
		).toBe('{"[key]":1,"crf":2,"[key2]":3,"[key3]":4}');
	});

	it("loses whatever stands beside a secret key, even if the key itself has to go", () => {
		expect(
			sanitizedText('{"api_key":1,"adasPassword":{"a":[true]},"pin":null}'),
		).toBe('{"api_key":"[secret]","[key]":"[secret]","pin":"[secret]"}');
	});

	it("takes `keyint`, `color_key` and the number of a pass for no secrets", () => {
		const technique = { keyint: 250, color_key: "green", pass: 2, two_pass: 1 };
		expect(sanitized(technique)).toEqual(technique);
		expect(sanitized({ pass: "hunter2" })).toEqual({ pass: "[secret]" });
	});

	it("loses numbers that belong to a person or to the content", () => {
		expect(
			sanitized({ phone: 4915112345678, metadata: { year: 1984 } }),
		).toEqual({ phone: "[text]", metadata: { "[key]": "[text]" } });
	});

	it("gives the same label the same new name in graphs and maps", () => {
		expect(
			sanitized({
				filter_complex: "[0:v]scale=10:10[ada];[ada]hflip[out]",
				map: ["[out]", "[ada]"],
			}),
		).toEqual({
			filter_complex: "[0:v]scale=10:10[label1];[label1]hflip[out]",
			map: ["[out]", "[label1]"],
		});
	});

	it.each(["", "nope", "[]", "3", '"text"', "null", '{"a":', "{a:1}"])(
		"says that %j holds no JSON object",
		(json) => {
			expect(sanitizeParameters(json)).toEqual({
				ok: false,
				reason: "not a JSON object",
			});
		},
	);

	it("accepts the longest text and refuses one character more", () => {
		const padding = " ".repeat(MAX_PARAMETERS_LENGTH - 2);
		expect(sanitizeParameters(`{${padding}}`)).toEqual({
			ok: true,
			parameters: "{}",
		});
		expect(sanitizeParameters(`{${padding} }`).ok).toBe(false);
	});

	it("leaves out what does not fit where marks are longer than what they replace", () => {
		const many = JSON.stringify({
			crf: 23,
			list: Array.from({ length: 2_000 }, () => "é"),
			preset: "slow",
		});
		const once = sanitizedText(many);
		expect(once.length).toBeLessThanOrEqual(MAX_PARAMETERS_LENGTH);
		expect(once.length).toBeGreaterThan(MAX_PARAMETERS_LENGTH - 20);
		expect(once.startsWith('{"crf":23,"list":["[text]","[text]"')).toBe(true);
		expect(once.endsWith('"]}')).toBe(true);
		expect(sanitizedText(once)).toBe(once);
	});

	it("stays within the bound however the text is built", () => {
		for (const unit of [
			'"a"',
			"[]",
			"{}",
			'{"a":"b"}',
			'["-i","x"]',
			'"-i a"',
		]) {
			const items = Array.from(
				{ length: Math.floor(8_000 / (unit.length + 1)) },
				() => unit,
			);
			const once = sanitizedText(`{"list":[${items.join(",")}]}`);
			expect(once.length).toBeLessThanOrEqual(MAX_PARAMETERS_LENGTH);
			expect(sanitizedText(once)).toBe(once);
		}
	});

	it("bounds the depth, and takes hostile nesting calmly", () => {
		const nested = (depth: number) =>
			`${'{"crf":'.repeat(depth)}1${"}".repeat(depth)}`;
		expect(sanitizedText(nested(MAX_PARAMETERS_DEPTH))).toBe(
			nested(MAX_PARAMETERS_DEPTH),
		);
		expect(sanitizedText(nested(MAX_PARAMETERS_DEPTH + 1))).toBe(
			nested(MAX_PARAMETERS_DEPTH).replace("1", '"[text]"'),
		);
		const hostile = `{"crf":${"[".repeat(4_000)}${"]".repeat(4_000)}}`;
		expect(sanitizedText(hostile)).toContain('"[text]"');
	});

	it("treats `__proto__` and its like as any unknown key", () => {
		expect(
			sanitizedText('{"__proto__":{"crf":1},"constructor":{"prototype":2}}'),
		).toBe('{"[key]":{"crf":1},"[key2]":{"[key]":2}}');
		expect(({} as Record<string, unknown>).crf).toBeUndefined();
	});

	it("keeps keys in order", () => {
		const keys = ["width", "crf", "preset", "bitrate", "height"];
		const object = Object.fromEntries(keys.map((key) => [key, 1]));
		expect(Object.keys(sanitized(object) as object)).toEqual(keys);
	});

	it("writes numbers that JSON cannot hold as null", () => {
		expect(sanitizedText('{"crf":1e999,"g":-0}')).toBe('{"crf":null,"g":0}');
	});

	it("has a version, for the hashes that depend on it", () => {
		expect(SANITIZER_VERSION).toBe(2);
	});
});
