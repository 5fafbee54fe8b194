import { keyKind } from "./parameter-key";

describe("keyKind", () => {
	it.each([
		["crf", "value"],
		["-crf", "value"],
		["--preset", "value"],
		["c:v", "value"],
		["b:a:0", "value"],
		["videoBitrateKbps", "value"],
		["two-pass", "value"],
		["maxWidth2", "value"],
		["CRF", "value"],
		["vf", "graph"],
		["complexFilter", "graph"],
		["scale", "arguments"],
		["map", "map"],
		["x264-params", "list"],
		["outputOptions", "command"],
		["input", "file"],
		["inputURL", "file"],
		["output_path", "file"],
		["title", "text"],
		["userId", "text"],
		["metadata:s:a:0", "text"],
		["codecName", "value"],
		["fileName", "file"],
		["token", "secret"],
		["streamKey", "secret"],
		["db_pass", "secret"],
		["second_pass", "value"],
		["chroma_key", "value"],
		["12", "index"],
		["value", "bare"],
		["video_id", "bare"],
		["number", "bare"],
		["frame_number", "value"],
		["card_number", "text"],
		["video.codec", "value"],
		["fontFamily", "file"],
	])("reads %s as %s", (key, kind) => {
		expect(keyKind(key)).toBe(kind);
	});

	it.each([
		"",
		"lovelace",
		"crfLovelace",
		"ada@example.com",
		"c:lovelace",
		"---crf",
		"1234",
		"clé",
		"crf ".repeat(40),
		"out.mp4",
		"intro.h264",
	])("does not know %j", (key) => {
		expect(keyKind(key)).toBe("unknown");
	});

	it.each([
		["lovelacePassword", "hidden secret"],
		["lovelacetoken", "hidden secret"],
		["пароль", "hidden secret"],
		["wifikey", "hidden secret"],
		["lovelace_title", "hidden text"],
		["lovelaceUserCount", "hidden text"],
		["lovelace_file", "hidden file"],
	])("hides %s, and knows its value as %s", (key, kind) => {
		expect(keyKind(key)).toBe(kind);
	});
});
