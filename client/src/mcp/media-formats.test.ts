import fc from "fast-check";
import { mediaFormatsOf } from "./media-formats.ts";

describe("mediaFormatsOf", () => {
	const cases: [string, Record<string, unknown>, object][] = [
		[
			"files by the names of their arguments",
			{ output: "/b/out.MP3", input: "/a/in.mov" },
			{ inputFormat: "mov", outputFormat: "mp3" },
		],
		[
			"the first of several inputs",
			{ files: ["a.mkv", "b.mp4"], targetFile: "c.webm" },
			{ inputFormat: "mkv", outputFormat: "webm" },
		],
		[
			"arguments inside of others",
			{ source: { path: "a.wav" }, destination: { path: "b.flac" } },
			{ inputFormat: "wav", outputFormat: "flac" },
		],
		[
			"formats without a file",
			{ input_format: "mp4", format: ".GIF" },
			{ inputFormat: "mp4", outputFormat: "gif" },
		],
		[
			"addresses",
			{ url: "https://cdn.example/v.mp4?token=a.b#t=1" },
			{ inputFormat: "mp4" },
		],
		[
			"a file with a hash in its name",
			{ path: "take #2.mp4" },
			{ inputFormat: "mp4" },
		],
		[
			"FFmpeg's own arguments in a list",
			{ args: ["-y", "-i", "in.mov", "-c:v", "libx264", "out.mp4"] },
			{ inputFormat: "mov", outputFormat: "mp4" },
		],
		[
			"FFmpeg's own arguments in one text",
			{ command: `ffmpeg -i "my clip.avi" -vn 'x.mp3'` },
			{ outputFormat: "mp3" },
		],
		[
			"nothing of an input alone as the output",
			{ command: "-i in.mov" },
			{ inputFormat: "mov" },
		],
		[
			"nothing of other files and other text",
			{ output: "notes.txt", title: "mp4", size: "1.5", n: 4, no: null },
			{},
		],
	];
	it.each(cases)("tells %s", (_, given, expected) => {
		expect(mediaFormatsOf(given)).toEqual(expected);
	});

	it("stops at its bounds", () => {
		const deep = { a: { b: { c: { d: { e: "x.mp4" } } } } };
		expect(mediaFormatsOf(deep)).toEqual({});
		expect(mediaFormatsOf({ a: { b: { c: { d: "x.mp4" } } } })).toEqual({
			inputFormat: "mp4",
		});
		const wide = {
			list: Array.from({ length: 10_000 }, () => "x"),
			z: "x.mp4",
		};
		expect(mediaFormatsOf(wide)).toEqual({});
		expect(mediaFormatsOf({ text: `${"x".repeat(5_000)}.mp4` })).toEqual({});
	});

	it("ends on arguments that hold themselves", () => {
		const circle: Record<string, unknown> = { input: "a.mp4" };
		circle.self = circle;
		expect(mediaFormatsOf(circle)).toEqual({ inputFormat: "mp4" });
	});

	it("answers short lower-case words or nothing, whatever JSON holds", () => {
		const words = fc.constantFrom("-i", "x.mp4", "X.WAV ", ".gif", "a?b#c.mkv");
		const keys = fc.constantFrom("output", "inputFormat", "args", "__proto__");
		const { tree } = fc.letrec((tie) => ({
			tree: fc.oneof(
				{ maxDepth: 6 },
				words,
				fc.jsonValue(),
				fc.array(tie("tree")),
				fc.dictionary(fc.oneof(keys, fc.string()), tie("tree")),
			),
		}));
		const property = fc.property(tree, (value) => {
			for (const format of Object.values(mediaFormatsOf({ value })))
				expect(format).toMatch(/^[a-z0-9]{2,5}$/);
		});
		fc.assert(property, { numRuns: 300 });
	});
});
