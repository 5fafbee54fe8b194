import { emptyBatch } from "./batch.ts";
import { BatchMemory, SLAB_BYTES } from "./batch-memory.ts";

const NOTHING = Buffer.alloc(0);
const bytes = (length: number, seed: number) =>
	Buffer.from(Array.from({ length }, (_, n) => (n * 31 + seed) % 251));

describe("BatchMemory", () => {
	it.each([0, 1, 4_095, 4_096, 4_097, 300_000])(
		"gives back %i packed bytes as they were, between others",
		(length) => {
			const memory = new BatchMemory();
			const content = bytes(length, 7);
			const cut = Math.floor(length / 3);
			const packed = memory.keep([
				content.subarray(0, cut),
				NOTHING,
				content.subarray(cut),
			]);
			expect(packed.length).toBe(length);
			const [before, after] = [Buffer.from("<"), Buffer.from(">")];
			expect(memory.copy(packed, before, after)).toEqual(
				Buffer.concat([before, content, after]),
			);
		},
	);

	it("uses what was given back, and mixes nothing up", () => {
		const memory = new BatchMemory();
		const kept = [1, 2, 3].map((seed) => memory.keep([bytes(10_000, seed)]));
		const dropped = Object.assign(emptyBatch(1), { packed: kept[1] });
		memory.drop(dropped);
		memory.drop(dropped);
		const next = memory.keep([bytes(12_000, 4)]);
		expect(next.blocks).toEqual(
			expect.arrayContaining([...(kept[1]?.blocks ?? [])]),
		);
		for (const [place, seed] of [
			[kept[0], 1],
			[kept[2], 3],
		] as const)
			expect(place && memory.copy(place, NOTHING, NOTHING)).toEqual(
				bytes(10_000, seed),
			);
		expect(memory.copy(next, NOTHING, NOTHING)).toEqual(bytes(12_000, 4));
	});

	it("uses a slab again, but not while it is being packed", async () => {
		const memory = new BatchMemory();
		const slab = memory.takeSlab();
		expect(slab.bytes).toHaveLength(SLAB_BYTES);
		slab.length = 9;
		const batch = Object.assign(emptyBatch(1), { slab });
		batch.packing = Promise.resolve();
		memory.dropSlab(batch);
		expect(memory.takeSlab()).not.toBe(slab);
		await batch.packing;
		batch.packing = undefined;
		memory.dropSlab(batch);
		expect(batch.slab).toBeUndefined();
		expect(memory.takeSlab()).toBe(slab);
		expect(slab.length).toBe(0);
	});
});
