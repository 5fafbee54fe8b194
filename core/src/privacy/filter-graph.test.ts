import { sanitizeFilterArguments } from "./filter-arguments";
import { looksLikeFilterGraph, sanitizeFilterGraph } from "./filter-graph";

const sanitized = (text: string) => sanitizeFilterGraph(text, new Map());

describe("sanitizeFilterGraph", () => {
	it.each([
		"scale=1280:-2:flags=lanczos",
		"[0:v]split[a][b];[a]scale=640:-2[v1];[b]hflip[v2]",
		"select='eq(pict_type,I)',showinfo",
		"select=eq(pict_type\\,I)",
		"scale=w=min(iw\\,1280):h=-2, fps=30",
		"sws_flags=bicubic;[0:v]null[out]",
		"scale=1280,,fps=3;",
		"h264_mp4toannexb,filter_units=remove_types=6",
	])("keeps %s", (graph) => {
		expect(sanitized(graph)).toBe(graph);
	});

	it("loses only the private arguments", () => {
		expect(
			sanitized("scale=1280:-2,drawtext=text='Ada, dear: [x]':x=10[out]"),
		).toBe("scale=1280:-2,drawtext=text=[text]:x=10[out]");
	});

	it("looks through quotes and escapes", () => {
		expect(sanitized("subtitles='C\\:\\\\Users\\\\Ada\\\\a.srt',fps=3")).toBe(
			"subtitles=[path],fps=3",
		);
		expect(sanitized("drawtext='text=ada:x=1'")).toBe(
			"drawtext='text=[text]:x=1'",
		);
		expect(sanitized("drawtext=te\\xt=ada")).toBe("drawtext=[path]");
	});

	it("loses a text that reads as a technique", () => {
		expect(sanitized("drawtext=text=red")).toBe("drawtext=text=[text]");
		expect(sanitized("subtitles=h264,movie=mp4")).toBe(
			"subtitles=[file],movie=[file]",
		);
	});

	it("loses unknown filters and keys, and keeps the shape", () => {
		expect(sanitized("lovelace=5:ada,scale=1:2:ada=3")).toBe(
			"[text]=5:[text],scale=1:2:[key]=3",
		);
		expect(sanitized("lovelace=red:iw,hflip")).toBe(
			"[text]=[text]:[text],hflip",
		);
		expect(sanitized("[0:v]lovelace[v];[v]hflip")).toBe(
			"[0:v][text]=[v];[v]hflip",
		);
	});

	it("tells a mark from a label of the same name", () => {
		for (const graph of [
			"[text]=1,scale=1:2[text]",
			"drawtext=text=[text][text];[text]hflip",
		])
			expect(sanitized(graph)).toBe(graph);
	});

	it("loses the name of a filter's instance", () => {
		expect(sanitized("scale@lovelace=1:2")).toBe("scale=1:2");
	});

	it("is no graph without a known filter, and then names no label", () => {
		const labels = new Map<string, string>();
		expect(sanitizeFilterGraph("[ada]lovelace=1", labels)).toBeUndefined();
		expect(labels.size).toBe(0);
	});

	it("survives what is broken", () => {
		for (const graph of [
			"scale=[",
			"scale='",
			"scale=(",
			"[[scale",
			"scale=1\\",
			"]scale=1",
			"[a",
		])
			expect(typeof (sanitized(graph) ?? "")).toBe("string");
	});
});

describe("looksLikeFilterGraph", () => {
	it("asks for a label, or a filter with something after it", () => {
		expect(looksLikeFilterGraph("scale=1:2")).toBe(true);
		expect(looksLikeFilterGraph("[0:v]scale")).toBe(true);
		expect(looksLikeFilterGraph("scale")).toBe(false);
		expect(looksLikeFilterGraph("lovelace=1")).toBe(false);
	});
});

describe("sanitizeFilterArguments", () => {
	it("trusts an unknown filter's arguments less", () => {
		expect(sanitizeFilterArguments("scale", "red:iw/2")).toBe("red:iw/2");
		expect(sanitizeFilterArguments(undefined, "red:iw/2:5")).toBe(
			"[text]:[path]:5",
		);
	});
});
