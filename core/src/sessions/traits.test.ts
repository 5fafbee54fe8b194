import { frameShapeOf } from "./frame-shape";
import { mediaKindOf } from "./media-kind";
import { LARGE_FILE_BYTES, TRAIT, traitsOf } from "./traits";

function traits(
	operation: Partial<Parameters<typeof traitsOf>[0]["operation"]>,
	context: Parameters<typeof traitsOf>[0]["context"] = {},
) {
	const found = traitsOf({
		operation: {
			type: "trim",
			inputFormat: "unknown",
			outputFormat: "unknown",
			parameters: "{}",
			fileSize: 1,
			...operation,
		},
		context,
	});
	return Object.entries(TRAIT)
		.filter(([, bit]) => (found & bit) !== 0)
		.map(([name]) => name);
}

describe("traitsOf", () => {
	it("finds nothing in what it does not know", () => {
		expect(traits({})).toEqual([]);
	});

	it.each([
		[
			{ inputFormat: "wav", outputFormat: "mp3" },
			["inputAudio", "outputAudio"],
		],
		[
			{ inputFormat: "mov,mp4,m4a", outputFormat: "mp3" },
			["inputVideo", "outputAudio", "audioOfVideo"],
		],
		[
			{ inputFormat: "mp4", outputFormat: "png" },
			["inputVideo", "outputImage", "imageOfVideo"],
		],
		[
			{ inputFormat: "png", outputFormat: "gif" },
			["inputImage", "outputAnimation"],
		],
		[
			{ inputFormat: "mp4", outputFormat: "hls" },
			["inputVideo", "outputManifest"],
		],
		[{ outputFormat: "srt" }, ["outputSubtitles"]],
		[{ parameters: '{"vf":"scale=1080:1920"}' }, ["verticalFrame"]],
		[{ parameters: '{"width":"720","height":720}' }, ["squareFrame"]],
		[{ parameters: '{"af":"loudnorm=I=-16"}' }, ["speechTreatment"]],
		[{ fileSize: LARGE_FILE_BYTES - 1 }, []],
		[{ fileSize: LARGE_FILE_BYTES }, ["largeFile"]],
	])("%j has %j", (operation, expected) => {
		expect(traits(operation)).toEqual(expected);
	});

	it("knows a batch of two from one file alone", () => {
		expect(traits({}, { batchSize: 1 })).toEqual([]);
		expect(traits({}, { batchSize: 2 })).toEqual(["batch"]);
	});

	it("has a bit of its own for each, and room for twice the number in 31 bits", () => {
		const bits = Object.values(TRAIT);
		expect(new Set(bits).size).toBe(bits.length);
		for (const bit of bits) {
			expect(bit & (bit - 1)).toBe(0);
			expect(bit).toBeLessThan(2 ** 30);
		}
	});
});

describe("frameShapeOf", () => {
	it.each([
		['{"size":"1080x1920"}', "vertical"],
		['{"argv":["-s","1920x1080"]}', "horizontal"],
		['{"filter_complex":"[0:v]crop=1080:1080[v]"}', "square"],
		['{"height":1920,"width":1080}', "vertical"],
		['{"aspect":"9:16"}', "vertical"],
		['{"vf":"setdar=4/5"}', "vertical"],
		['{"aspect_ratio":"1:1"}', "square"],
		['{"ss":"00:12:34"}', undefined],
		['{"vf":"scale=1280:-2"}', undefined],
		['{"width":1080}', undefined],
		['{"ratio":"0:0"}', undefined],
		["", undefined],
	])("%s is %s", (parameters, shape) => {
		expect(frameShapeOf(parameters)).toBe(shape);
	});

	it.each(["1", "1080x", '"width":', "aspect", "ratio_", ":", "9:"])(
		"takes linear time over repeated %j",
		(piece) => {
			const text = piece.repeat(200_000 / piece.length);
			const start = performance.now();
			for (let round = 0; round < 5; round++) frameShapeOf(text);
			expect(performance.now() - start).toBeLessThan(1_000);
		},
	);
});

it.each([
	["mp4", "video"],
	["matroska,webm", "video"],
	["flac", "audio"],
	["webp", "image"],
	["apng", "animation"],
	["constructor", undefined],
	["", undefined],
])("a file of the format %j holds %s", (format, kind) => {
	expect(mediaKindOf(format)).toBe(kind);
});
