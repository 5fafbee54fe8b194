import { isPlainLabel, sanitizeLabel } from "./label";
import {
	isStreamPlace,
	sanitizeStreamSelection,
	sanitizeStreamSpecifier,
	sanitizeVariantStreams,
} from "./stream-selection";

const sanitized = (text: string) => sanitizeStreamSelection(text, new Map());

describe("a stream selection", () => {
	it.each([
		"0",
		"-1",
		"0:v:0",
		"0:a?",
		"-0:a:1",
		"0:m:language:eng",
		"0:#0x101",
		"0:p:1:v",
		"0.1.0",
		"v:0",
		"[outv]",
		"[v1]?",
	])("keeps %s", (text) => {
		expect(sanitized(text)).toBe(text);
	});

	it.each([
		["[lovelace]", "[label1]"],
		["[lovelace]?", "[label1]?"],
		["lovelace", "[text]"],
		["0:lovelace", "0:[text]"],
		["0:m:title:lovelace", "0:m:[text]"],
		["0:m:language:ada?", "0:m:language:[text]?"],
		["[a][lovelace]", "[text]"],
	])("of %s leaves %s", (text, expected) => {
		expect(sanitized(text)).toBe(expected);
		expect(sanitized(expected)).toBe(expected);
	});

	it("has specifiers in options' names", () => {
		expect(sanitizeStreamSpecifier("s:a:0")).toBe("s:a:0");
		expect(sanitizeStreamSpecifier("a:lovelace:0")).toBe("a:[text]");
	});

	it("groups streams into variants", () => {
		expect(sanitizeVariantStreams("v:0,a:0,agroup:low v:1,name:ada")).toBe(
			"v:0,a:0,agroup:[text] v:1,name:[text]",
		);
	});

	it("is a place only if it names an input", () => {
		expect(isStreamPlace("[0:v]")).toBe(true);
		expect(isStreamPlace("1:a:0")).toBe(true);
		expect(isStreamPlace("v")).toBe(false);
		expect(isStreamPlace("0:ada")).toBe(false);
	});
});

describe("labels", () => {
	it("are plain if made of places and technical words", () => {
		for (const label of [
			"0:v",
			"1:a:0",
			"v",
			"outv",
			"v1",
			"bg_blur2",
			"v1080p",
			"0",
		])
			expect(isPlainLabel(label)).toBe(true);
		for (const label of [
			"",
			"ada",
			"v_ada",
			"label1",
			"5551234",
			"v 1",
			"é",
			"0:ada",
		])
			expect(isPlainLabel(label)).toBe(false);
	});

	it("are renamed in the order of appearance", () => {
		const names = new Map<string, string>();
		expect(
			["ada", "v", "label7", "ada"].map((label) => sanitizeLabel(label, names)),
		).toEqual(["label1", "v", "label2", "label1"]);
	});
});
