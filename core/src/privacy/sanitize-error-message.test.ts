import {
	classifyError,
	MAX_ERROR_MESSAGE_LENGTH,
	sanitizeErrorMessage,
} from ".";
import { ERROR_RULES } from "./error-rules";

describe("sanitizeErrorMessage", () => {
	it.each([
		[
			"/home/ada/in.mp4: No such file or directory",
			"[path]: No such file or directory",
		],
		["h264: No such file or directory", "[file]: No such file or directory"],
		["my holiday video: Permission denied", "[text]: Permission denied"],
		["Error opening input file video.", "Error opening input file [file]."],
		["Unknown encoder 'libfoo'", "Unknown encoder '[text]'"],
		["Unknown encoder 'libx265'", "Unknown encoder 'libx265'"],
		[
			"[libx264 @ 0x5581] width not divisible by 2 (853x480)",
			"[libx264 @ [ptr]] width not divisible by 2 (853x480)",
		],
		["[lovelace @ 0x5581] error", "[[text] @ [ptr]] error"],
		["File 'it's me.mp4' already exists.", "File '[file]' already exists."],
		["    title           : Ada", "title : [text]"],
		[
			"Command failed: ffmpeg -i a b.mp4 -crf 23",
			"Command failed: ffmpeg -i [file] [file] -crf 23",
		],
		["Option 'preset' not found", "Option 'preset' not found"],
		["call 0151 2345678 or ada@example.org", "call [text]"],
		["card 4111 1111 1111 1111", "[text]"],
		["token=slow failed", "[text] failed"],
		["returned -1094995529 (0x55d1c0ffee00)", "returned -1094995529 ([ptr])"],
		["Datei «Ада» fehlt", "[text] '[text]' [text]"],
		["Ада.mp4: Отказано в доступе", "[file]: Permission denied"],
		[
			"[WinError 5] Zugriff verweigert: 'ada'",
			"[WinError 5] Access is denied: '[text]'",
		],
		["keyint=250 token=slow title=slow", "keyint=250 [text]"],
		["deblock=1:0:0 bitrate=N/A", "deblock=1:0:0 bitrate=N/A"],
		["Invalid input file index: 3.", "Invalid input file index: 3."],
		[
			"Command 'ffmpeg -i \"my ada.mp4\" -crf 23 b' returned 1",
			"Command 'ffmpeg -i [file] -crf 23 [file]' returned 1",
		],
		["", ""],
	])("of %j leaves %j", (message, expected) => {
		expect(sanitizeErrorMessage(message)).toBe(expected);
		expect(sanitizeErrorMessage(expected)).toBe(expected);
	});

	it("makes equal failures of different people read alike", () => {
		const message = (pointer: string, name: string) =>
			`[mov,mp4,m4a,3gp,3g2,mj2 @ ${pointer}] moov atom not found\n${name}: Invalid data found when processing input`;
		expect(sanitizeErrorMessage(message("0x55d1", "ada.mp4"))).toBe(
			sanitizeErrorMessage(message("0x7f00a1b2", "grace film.mp4")),
		);
	});

	it("keeps the last lines of a long message", () => {
		const noise = "frame= 100 fps= 25 q=28.0 size= 256kB speed=1.2x\n".repeat(
			900,
		);
		const text = sanitizeErrorMessage(`${noise}Conversion failed!`);
		expect(text.length).toBeLessThanOrEqual(MAX_ERROR_MESSAGE_LENGTH);
		expect(text.length).toBeGreaterThan(MAX_ERROR_MESSAGE_LENGTH - 100);
		expect(text.endsWith("\nConversion failed!")).toBe(true);
		expect(sanitizeErrorMessage(text)).toBe(text);
	});

	it("cuts a single long line at a space", () => {
		const text = sanitizeErrorMessage("error ".repeat(1_000));
		expect(text.length).toBeLessThanOrEqual(MAX_ERROR_MESSAGE_LENGTH);
		expect(text.endsWith("error")).toBe(true);
		expect(sanitizeErrorMessage("x".repeat(20_000))).toBe("[text]");
	});

	it("bounds what grows by marks", () => {
		const text = sanitizeErrorMessage("'a' ".repeat(500));
		expect(text.length).toBeLessThanOrEqual(MAX_ERROR_MESSAGE_LENGTH);
		expect(sanitizeErrorMessage(text)).toBe(text);
	});
});

describe("the rules of categories", () => {
	it.each(
		ERROR_RULES.flatMap(({ category, phrases, unless }) =>
			[...phrases, ...(unless ?? [])].map((phrase) => [category, phrase]),
		),
	)("know of %s by what sanitising leaves: %s", (_category, phrase) => {
		const texts = [phrase, `error: x, ${phrase} x`].map((text) =>
			sanitizeErrorMessage(text).toLowerCase(),
		);
		expect(texts.some((text) => text.includes(phrase))).toBe(true);
	});
});

describe("classifyError", () => {
	it.each([
		["[path]: No such file or directory", "input_not_found"],
		["Error: spawn ffmpeg ENOENT", "unknown"],
		["FileNotFoundError: No such file or directory: 'ffmpeg'", "unknown"],
		["exec: 'ffmpeg': executable file not found in [text]", "unknown"],
		["code: 'ENOTFOUND'", "network_error"],
		["context deadline exceeded", "timeout"],
		["signal: killed", "cancelled"],
		["Exiting normally, received signal 15.", "cancelled"],
		[
			"[AVFilterGraph @ [ptr]] No such filter: '[text]'\nInvalid argument",
			"filter_error",
		],
		[
			"Unknown encoder '[text]'\nError opening output files: Encoder not found",
			"unsupported_codec",
		],
		[
			"av_interleaved_write_frame(): No space left on device\nConversion failed!",
			"disk_full",
		],
		["CONVERSION FAILED!", "conversion_failed"],
		["", "unknown"],
		["[text]", "unknown"],
	])("puts %j under %s", (message, category) => {
		expect(classifyError(message)).toBe(category);
	});
});
