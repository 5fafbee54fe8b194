import { missingEncoders, readOutput, readVersion } from "./ffmpeg-output.ts";

describe("readOutput", () => {
	it("keeps the errors, without their level, and drops everything else", () => {
		const stderr = [
			"[info] Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'talk.mp4':",
			"[libx264 @ 0x559f970f62c0] [error] width not divisible by 2 (121x69)",
			"[warning] something else",
			"[error] Error initializing output stream 0:0",
			"[fatal] Conversion failed!",
		].join("\n");
		expect(readOutput(stderr)).toEqual({
			errorMessage:
				"[libx264 @ 0x559f970f62c0] width not divisible by 2 (121x69)\nError initializing output stream 0:0\nConversion failed!",
		});
	});

	it("keeps the last five lines and says a repeated one once", () => {
		const stderr = [1, 2, 3, 4, 4, 5, 6].map((n) => `[error] line ${n}`);
		expect(readOutput(stderr.join("\r\n")).errorMessage).toBe(
			"line 2\nline 3\nline 4\nline 5\nline 6",
		);
	});

	it.each([
		["[info] bench: maxrss=63772kB", 63_772 * 1024],
		["[info] bench: maxrss=63772KiB", 63_772 * 1024],
		["[info] bench: maxrss=63772 KiB", 63_772 * 1024],
	])("reads the peak memory of %s", (stderr, peakMemoryBytes) => {
		expect(readOutput(stderr)).toEqual({ peakMemoryBytes });
	});

	it("has no memory where FFmpeg writes 0, and nothing where it writes nothing", () => {
		expect(readOutput("[info] bench: maxrss=0kB")).toEqual({});
		expect(readOutput("")).toEqual({});
	});
});

describe("readVersion", () => {
	it("reads a release and a snapshot", () => {
		expect(readVersion("ffmpeg version 5.1.9-0+deb12u1 Copyright")).toBe(
			"5.1.9-0+deb12u1",
		);
		expect(readVersion("ffmpeg version N-47683-g0e8eb07980 x")).toBe(
			"N-47683-g0e8eb07980",
		);
		expect(readVersion("something else")).toBeUndefined();
	});
});

describe("missingEncoders", () => {
	it("names what the list lacks, and takes no part of a name for the whole", () => {
		const listing = [
			"Encoders:",
			" V..... = Video",
			" V....D libx264rgb           libx264 H.264 (codec h264)",
			" A....D aac                  AAC (Advanced Audio Coding)",
		].join("\n");
		expect(missingEncoders(listing, ["libx264", "aac"])).toEqual(["libx264"]);
	});
});
