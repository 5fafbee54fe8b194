import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeLines } from "./rotating-file.ts";

describe("writeLines", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "rotating-file-"));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it("ends the line that a write before broke off", async () => {
		const path = join(folder, "lines");
		const file = await open(path, "a");
		await file.write("12");
		expect(await writeLines(file, ["3\n", "4\n"], true)).toEqual({
			written: 2,
			endsTorn: false,
		});
		await file.close();
		expect(readFileSync(path, "utf8")).toBe("12\n3\n4\n");
	});

	it("tells of a disk that is full from the first byte on", async () => {
		const file = await open("/dev/full", "a");
		for (const isTorn of [false, true])
			expect(await writeLines(file, ["3\n"], isTorn)).toMatchObject({
				written: 0,
				endsTorn: isTorn,
				error: { code: "ENOSPC" },
			});
		await file.close();
	});
});
