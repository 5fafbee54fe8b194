import { randomBytes } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { Compressor } from "./compressor.ts";

/** A copy of what it makes of the content. */
async function gzip(
	compressor: Compressor,
	content: () => Buffer,
): Promise<Buffer> {
	let member = Buffer.alloc(0);
	await compressor.gzip(content, (parts) => {
		member = Buffer.concat(parts);
	});
	return member;
}

describe("Compressor", () => {
	it("makes whole gzip members, many at one time and one after the other", async () => {
		const compressor = await Compressor.load();
		const contents = Array.from({ length: 12 }, (_, n) =>
			// What does not shrink takes several of the compressor's own chunks.
			n % 4 === 3 ? randomBytes(400_000) : Buffer.from(`${n},`.repeat(n * 999)),
		);
		for (let round = 0; round < 2; round++) {
			const members = await Promise.all(
				contents.map((content) => gzip(compressor, () => content)),
			);
			for (const [n, member] of members.entries())
				expect(gunzipSync(member).equals(contents[n] as Buffer)).toBe(true);
		}
	});

	it("makes members that follow each other one stream", async () => {
		const compressor = await Compressor.load();
		const stream = Buffer.concat([
			compressor.gzipSmall("["),
			await gzip(compressor, () => Buffer.from('{"a":1}')),
			compressor.gzipNow(Buffer.from(",2")),
			compressor.gzipSmall("]"),
		]);
		expect(gunzipSync(stream).toString()).toBe('[{"a":1},2]');
		expect((await compressor.gunzip(stream)).toString()).toBe('[{"a":1},2]');
		expect(compressor.gunzipNow(stream).toString()).toBe('[{"a":1},2]');
	});

	it("reads its content only when its turn has come", async () => {
		const compressor = await Compressor.load();
		const read: number[] = [];
		const all = [0, 1, 2, 3, 4].map((n) =>
			gzip(compressor, () => {
				read.push(n);
				return Buffer.from("x");
			}),
		);
		expect(read).toEqual([0, 1, 2]);
		await Promise.all(all);
		expect(read).toEqual([0, 1, 2, 3, 4]);
	});
});
