import { ArgumentListSanitizer, isArgumentList } from "./argument-list";
import { sanitizeCommandLine } from "./command-line";
import { quoteShellWord, splitShellWords } from "./shell-words";

const sanitized = (line: string) => sanitizeCommandLine(line, new Map());

function sanitizedList(...argv: string[]): string[] {
	const sanitizer = new ArgumentListSanitizer(new Map());
	return argv.map((argument) => sanitizer.next(argument));
}

describe("sanitizeCommandLine", () => {
	it("keeps options and their technique, and marks inputs and outputs", () => {
		expect(
			sanitized("ffmpeg -y -i a.mp4 -c:v libx264 -map 0:a? -b:v 2.5M out"),
		).toBe("ffmpeg -y -i [file] -c:v libx264 -map 0:a? -b:v 2.5M [file]");
	});

	it("marks a positional argument whatever it looks like", () => {
		expect(sanitized("ffmpeg -i libx264 h264 23")).toBe(
			"ffmpeg -i [file] [file] [file]",
		);
	});

	it("keeps the quotes of what it keeps and quotes what needs it", () => {
		expect(
			sanitized(`ffmpeg -vf "scale='min(1280,iw)':-2" -i 'my video' x`),
		).toBe(`ffmpeg -vf "scale='min(1280,iw)':-2" -i [file] [file]`);
		expect(sanitized(`ffmpeg -vf "[0:v]hflip[ada]; [ada]vflip" x`)).toBe(
			"ffmpeg -vf '[0:v]hflip[label1]; [label1]vflip' [file]",
		);
	});

	it("knows the program wherever it lies", () => {
		expect(sanitized("/opt/ada/bin/ffmpeg -version")).toBe("ffmpeg -version");
		expect(sanitized("C:\\ada\\ffmpeg.exe -version")).toBe("ffmpeg -version");
	});

	it("begins anew after a shell's operators", () => {
		expect(sanitized("cd /home/ada && ffmpeg -i a b | ffprobe c")).toBe(
			"[file] [path] && ffmpeg -i [file] [file] | ffprobe [file]",
		);
	});

	it("keeps generated inputs and standard streams", () => {
		const line =
			"ffmpeg -f lavfi -i testsrc2=size=1280x720:rate=30 -f mp4 pipe:1";
		expect(sanitized(line)).toBe(line);
		expect(sanitized("ffmpeg -f lavfi -i h264 -i testsrc2 -")).toBe(
			"ffmpeg -f lavfi -i [file] -i [file] -",
		);
	});

	it("loses unknown options and all but small numbers after them", () => {
		expect(sanitized("-lovelace 5 -ada h264 --grace=hopper -b:ada 1M")).toBe(
			"-[key] 5 -[key] [text] -[key]=[text] -b:[text] 1M".replace(
				"-[key]=",
				"--[key]=",
			),
		);
	});

	it("loses private values even if they read as techniques", () => {
		expect(
			sanitized("-metadata slow -headers mp4 -passlogfile copy -attach h264"),
		).toBe(
			"-metadata [text] -headers [secret] -passlogfile [file] -attach [file]",
		);
	});
});

describe("an argument list", () => {
	it("is one if it has an option or begins with the program", () => {
		expect(isArgumentList(["-crf", 23])).toBe(true);
		expect(isArgumentList(["ffmpeg"])).toBe(true);
		expect(isArgumentList(["-2", "0:v", "slow"])).toBe(false);
	});

	it("may hold options together with their value", () => {
		expect(
			sanitizedList("-c:v libx264", "-metadata title=Ada", "-i", "-x y"),
		).toEqual(["-c:v libx264", "-metadata [text]", "-i", "[file]"]);
	});
});

describe("shell words", () => {
	it.each([
		['a \'b c\' "d \\" e" f\\ g', ["a", "b c", 'd " e', "f g"]],
		["'open", ["open"]],
		['"a\\b"', ["a\\b"]],
		["a''b\"\"c", ["abc"]],
		["a \\\n b ^\r\n c `\n\td", ["a", "b", "c", "d"]],
		["  ", []],
	])("of %s", (line, values) => {
		expect(splitShellWords(line).map(({ value }) => value)).toEqual(values);
	});

	it.each([
		"a",
		"a b",
		"it's",
		'a "b"',
		'it\'s "b"',
		"a\\b'c",
		"",
		"a;b",
		"[x];[y]",
	])("quotes %j so that it reads back", (value) => {
		expect(splitShellWords(quoteShellWord(value))).toEqual([
			expect.objectContaining({ value }),
		]);
	});
});
