import { PLATFORMS as CORE_PLATFORMS } from "@ffmpeg-analytics/core";
import { PLATFORMS, UNSPECIFIED } from "../home/vocabulary";
import { hrefOf, type Place, parsePlace, placeOf } from "./place";

const at = (address: string) => {
	const { pathname, search } = new URL(address, "http://home");
	return parsePlace(pathname, search);
};

const OVERVIEW: Place = { view: { name: "overview" }, range: { days: 30 } };

describe("an address", () => {
	it.each<[string, Place["view"]]>([
		["/", { name: "overview" }],
		["/operations", { name: "operations", operation: undefined }],
		["/operations/to_mp3", { name: "operations", operation: "to_mp3" }],
		["/workflows/trim~to_mp3", { name: "workflows", pattern: "trim->to_mp3" }],
		[
			"/workflows/trim-%3Eto_mp3",
			{ name: "workflows", pattern: "trim->to_mp3" },
		],
		["/templates/a~b", { name: "templates", template: "a~b" }],
		["/errors/timeout", { name: "errors", category: "timeout" }],
		["/live", { name: "live" }],
		["/live/more", { name: "unknown" }],
		["/operations/a/b", { name: "unknown" }],
		["/nowhere", { name: "unknown" }],
		["/operations/%E0%A4%A", { name: "operations", operation: "%E0%A4%A" }],
	])("%s is its view", (address, view) => {
		expect(at(address).view).toEqual(view);
	});

	it.each([
		"/",
		"/?days=7",
		"/operations?from=2026-11-01&to=2026-11-28&platform=mcp&workflow=podcast",
		"/operations/to_mp3?days=365",
		"/workflows/trim~resize~to_mp3",
		"/workflows?step=trim&sort=-success&search=to_",
		"/errors/disk_full?figure=users",
		"/templates/trim~resize?days=90",
	])("%s says all that there is to say", (address) => {
		expect(hrefOf(at(address))).toBe(address);
	});

	it.each([
		"?days=0",
		"?days=401",
		"?days=7.5",
		"?days=week",
		"?from=2026-11-02&to=2026-11-01",
		"?from=2026-02-30&to=2026-03-01",
		"?from=2024-01-01&to=2026-01-01",
		"?platform=unknown",
		"?workflow=UPPER",
		"?sort=<script>",
		"?search=",
	])("%s makes no sense, and counts as not said", (search) => {
		expect(at(`/${search}`)).toEqual(at("/"));
		expect(hrefOf(at(`/${search}`))).toBe("/");
	});

	it("keeps days and filters from one view to the next, and nothing of a table", () => {
		const place = at(
			"/operations?days=7&platform=mcp&sort=p95&search=to&step=trim",
		);
		expect(hrefOf(placeOf(place, { name: "errors" }))).toBe(
			"/errors?days=7&platform=mcp",
		);
	});

	it("leaves out what is as usual", () => {
		expect(hrefOf(OVERVIEW)).toBe("/");
	});
});

describe("the page's vocabulary", () => {
	it("is core's", () => {
		expect(PLATFORMS).toEqual(CORE_PLATFORMS);
		expect(UNSPECIFIED).toBe("unspecified");
	});
});
