import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ImportAnswer } from "@ffmpeg-analytics/api";
import { ImportBookmark } from "./import-bookmark";

const answerOf = (...rejected: number[]): ImportAnswer => ({
	stored: 1,
	duplicates: 0,
	rejected: rejected.length,
	rejections: { invalid_event: 0, too_old: 0, erased: 0, id_conflict: 0 },
	errors: rejected.map((line) => ({
		line,
		id: null,
		code: "too_old" as const,
		errors: [],
	})),
});

const part = (from: number, ...texts: string[]) =>
	texts.map((text, index) => ({
		number: from + index,
		bytes: Buffer.from(text),
	}));

describe("a bookmark of an import", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "bookmark-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const subject = () => ({
		file: join(folder, "a"),
		size: 1,
		mtimeMs: 2.5,
		home: "here",
	});
	const open = (more = {}) => new ImportBookmark({ ...subject(), ...more });

	it("has the place behind the latest part, and a line that the home took", async () => {
		const bookmark = open();
		const first = answerOf();
		await bookmark.keep(part(1, "{}", '{"a":1}'), first, first);
		expect(await open().recall()).toEqual({
			nextLine: 3,
			answer: first,
			witness: '{"a":1}',
		});
		// Of the second part it took the first line alone.
		const second = answerOf(4, 6);
		const rest = part(3, '{"b":1}', "{", " ", '{"d":1}');
		await bookmark.keep(rest, second, second);
		expect(await open().recall()).toEqual({
			nextLine: 7,
			answer: second,
			witness: '{"b":1}',
		});
		expect(readdirSync(folder)).toEqual(["a.import-progress"]);
		await bookmark.remove();
		expect(await open().recall()).toBeUndefined();
	});

	it("keeps the witness of a part before where a part has none", async () => {
		const bookmark = open();
		await bookmark.keep(part(1, "{}"), answerOf(1), answerOf(1));
		expect(bookmark.isKept).toBe(false);
		expect(await open().recall()).toBeUndefined();
		await bookmark.keep(part(2, '{"a":1}'), answerOf(), answerOf());
		await bookmark.keep(part(3, "{}"), answerOf(3), answerOf(3));
		expect(await open().recall()).toMatchObject({
			nextLine: 4,
			witness: '{"a":1}',
		});
	});

	it("means nothing for another file or home, or when it is broken", async () => {
		await open().keep(part(1, "{}"), answerOf(), answerOf());
		for (const other of [{ size: 2 }, { mtimeMs: 2.6 }, { home: "there" }])
			expect(await open(other).recall()).toBeUndefined();
		expect(await open().recall()).toBeDefined();
		writeFileSync(join(folder, "a.import-progress"), '{"file"');
		expect(await open().recall()).toBeUndefined();
	});

	it("is not kept, and no failure, where it cannot be written", async () => {
		const bookmark = open({ file: join(folder, "none", "a") });
		await bookmark.keep(part(1, "{}"), answerOf(), answerOf());
		expect(bookmark.isKept).toBe(false);
		await bookmark.remove();
	});
});
