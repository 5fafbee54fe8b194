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

	it("keeps large numbers only beside keys that count something large", () => {
		const large = { bitrate: 12345678, fileSize: 10737418247, pts: -123456789 };
		expect(sanitized(large)).toEqual(large);
		expect(sanitized({ crf: 9999999, level: 12345000 })).toEqual({
			crf: 9999999,
			level: 12345000,
		});
		expect(sanitized({ crf: 12345678 })).toEqual({ crf: "[text]" });
	});

	it("keeps numbers beside keys that say nothing if they are no telephone, date or place", () => {
		const plain = { value: 999999, data: [-0.123456, 52.5, 1e9, 2147483647] };
		expect(sanitized(plain)).toEqual(plain);
		expect(
			sanitized({
				value: 1234567,
				data: [52.520008, 4111111111111111],
				id: 1e6,
			}),
		).toEqual({ value: "[text]", data: ["[text]", "[text]"], id: 1e6 });
	});

	it("loses texts that are spelt letter by letter, and bytes", () => {
		const marks = new Array(5).fill("[text]");
		expect(
			sanitized({
				a: [..."ada 5"],
				b: Object.assign({}, "ada \u{1F600}"),
				c: { type: "Buffer", data: [97, 100, 97, 32, 53] },
			}),
		).toEqual({
			a: marks,
			b: { ...new Array(6).fill("[text]") },
			c: { "[key]": "[text]", "[key2]": marks },
		});
		const again = sanitized({ c: { type: "Buffer", data: [97, 100] } });
		expect(sanitized(again)).toEqual(again);
		const kept = { map: ["0", "1", "2", "3"], planes: ["y", "u", "v"] };
		expect(sanitized(kept)).toEqual(kept);
	});

	it("hides the keys below a person or a text, which may be names", () => {
		expect(
			sanitizedText('{"users":{"max":{"crf":1}},"tags":{"title":1,"left":2}}'),
		).toBe(
			'{"users":{"[key]":{"[key]":"[text]"}},"tags":{"title":"[text]","[key]":"[text]"}}',
		);
	});

	it("reads JSON in a text as JSON, to a number of times", () => {
		const inner = JSON.stringify({ crf: 23, title: "Ada" });
		expect(sanitized({ options: inner })).toEqual({
			options: '{"crf":23,"title":"[text]"}',
		});
		const many = sanitized({ list: Array.from({ length: 20 }, () => inner) });
		expect(JSON.stringify(many)).not.toContain("Ada");
		expect((many as { list: string[] }).list[16]).toBe("[text]");
		expect(sanitized({ title: inner, options: `${inner}x` })).toEqual({
			title: "[text]",
			options: "[text]",
		});
	});

	it("renames the labels of filter objects as in graphs", () => {
		expect(
			sanitized({
				filters: [
					{ filter: "hflip", inputs: "0:v", outputs: "ada" },
					{ filter: "vflip", inputs: ["ada", "1:v"], outputs: "[ada]" },
				],
				outputs: "ada",
			}),
		).toEqual({
			filters: [
				{ filter: "hflip", inputs: "0:v", outputs: "label1" },
				{ filter: "vflip", inputs: ["label1", "1:v"], outputs: "[label1]" },
			],
			outputs: "[file]",
		});
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

	it("writes numbers that JavaScript cannot hold exactly as null", () => {
		expect(
			sanitizedText(
				'{"crf":1e999,"g":-0,"pts":9007199254740993,"dts":9007199254740991,"size":-1E400,"b":1e-400,"x":1.0}',
			),
		).toBe(
			'{"crf":null,"g":0,"pts":null,"dts":9007199254740991,"size":null,"b":0,"x":1}',
		);
	});

	it("takes the last of duplicate keys, and puts numerals first, as JavaScript does", () => {
		expect(sanitizedText('{"crf":"ada","2":1,"crf":3,"1":4}')).toBe(
			'{"1":4,"2":1,"crf":3}',
		);
	});

	it("has a version, for the hashes that depend on it", () => {
		expect(SANITIZER_VERSION).toBe(3);
	});
});
