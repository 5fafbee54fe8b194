import fc from "fast-check";
import {
	countSessionIds,
	mayHoldSessionId,
	NO_SESSION_IDS,
	withSessionId,
} from "./packed-session-ids";

const LIMIT = 40_000;

const pack = (ids: readonly string[], limit = LIMIT) =>
	ids.reduce((packed, id) => withSessionId(packed, id, limit), NO_SESSION_IDS);

const idsOf = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => `s:${prefix}-${index}`);

it("holds what was added, and nothing where nothing was", () => {
	fc.assert(
		fc.property(fc.array(fc.string()), fc.string(), (ids, other) => {
			const packed = pack(ids);
			for (const id of ids) expect(mayHoldSessionId(packed, id)).toBe(true);
			expect(mayHoldSessionId(NO_SESSION_IDS, other)).toBe(false);
		}),
	);
});

it("takes four letters for an id, and none for one that it holds", () => {
	const ids = idsOf("a", 1_000);
	const packed = pack(ids);
	expect(packed.length).toBeGreaterThan(3_980);
	expect(packed.length).toBeLessThanOrEqual(4_000);
	expect(pack([...ids, ...ids])).toBe(packed);
	expect(countSessionIds(packed)).toBe(packed.length / 4);
});

it("holds hardly anything else", () => {
	const packed = pack(idsOf("a", 5_000));
	const others = idsOf("b", 20_000);
	const held = others.filter((id) => mayHoldSessionId(packed, id)).length;
	// 5,000 of 2^24: 6 of 20,000 on average.
	expect(held).toBeLessThan(20);
});

it("holds every id once there were more than it may hold", () => {
	const full = pack(idsOf("a", 10), 10);
	expect(mayHoldSessionId(full, "s:another")).toBe(false);
	const overfull = withSessionId(full, "s:another", 10);
	for (const id of [...idsOf("a", 10), "s:another", "s:any"])
		expect(mayHoldSessionId(overfull, id)).toBe(true);
	expect(withSessionId(overfull, "s:more", 10)).toBe(overfull);
	expect(overfull.length).toBe(1);
});
