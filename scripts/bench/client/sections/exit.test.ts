import { lossesOf } from "./exit";

const tracked = Array.from({ length: 10 }, (_, index) => ({
	index,
	at: 1_000 + index,
}));
const stored = (...indexes: number[]) => new Set(indexes);

it("finds nothing lost where everything arrived", () => {
	const all = stored(...tracked.keys());
	expect(lossesOf(tracked, all, 1_010)).toEqual({
		tracked: 10,
		lost: 0,
		oldestLostMs: 0,
		holes: 0,
	});
});

it("tells how old the oldest lost event was when the kill came", () => {
	const last = stored(0, 1, 2, 3, 4, 5, 6, 7);
	expect(lossesOf(tracked, last, 1_015)).toEqual({
		tracked: 10,
		lost: 2,
		oldestLostMs: 7,
		holes: 0,
	});
	// The kill was sent at 1,005, and came after the last event.
	expect(lossesOf(tracked, last, 1_005).oldestLostMs).toBe(1);
});

it("counts lost events before others that were kept", () => {
	expect(lossesOf(tracked, stored(0, 1, 2, 4, 5), 1_010)).toMatchObject({
		lost: 5,
		holes: 1,
	});
});
