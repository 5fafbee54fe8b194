import { formatOf, slugOf } from "./words.ts";

test.each([
	["trim", "trim"],
	["to_mp3", "to_mp3"],
	["Convert to MP3", "convert_to_mp3"],
	["  Extract-Audio ", "extract-audio"],
	["découper / scène", "decouper_scene"],
	["__x__", "x"],
	["...", undefined],
	["変換", undefined],
	["", undefined],
	["x".repeat(64), "x".repeat(64)],
	["x".repeat(65), "x".repeat(64)],
	["video/trim", "video_trim"],
	["video.trim.v2", "video.trim.v2"],
	["video:trim", "video_trim"],
	["speed @ 2x", "speed_2x"],
	["resize@720p", "resize_720p"],
	["ada@localhost", undefined],
	["ada@example.org", undefined],
	["https://example.org/ada", undefined],
	["www.example.org", undefined],
	["/home/ada", undefined],
	["home/ada/film", undefined],
	["./film", undefined],
	["~ada/film", undefined],
	["C:\\ada", undefined],
	["c:/ada", undefined],
	["wedding.mp4", undefined],
	["ada's wedding.MOV ", undefined],
])("the operation %p is called %p", (name, slug) => {
	expect(slugOf(name)).toBe(slug);
});

test.each([
	["mp4", "mp4"],
	["MP4", "mp4"],
	[".mkv", "mkv"],
	[" mov,mp4,m4a ", "mov,mp4,m4a"],
	["wedding.mp4", "mp4"],
	["/home/ada/wedding.mp4", "unknown"],
	["C:\\film", "unknown"],
	["video.", "unknown"],
	["", "unknown"],
	["x".repeat(64), "x".repeat(64)],
	["x".repeat(65), "unknown"],
])("the format %p is called %p", (format, expected) => {
	expect(formatOf(format)).toBe(expected);
});
