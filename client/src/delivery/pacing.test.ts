import { MAX_RETRY_AFTER_MS, Pacing } from "./pacing.ts";

/** Jitter that always draws the longest wait. */
const LONGEST = () => 1;

describe("Pacing", () => {
	it("lets go at once as long as nothing has failed", () => {
		const pacing = new Pacing(30_000, LONGEST);
		expect(pacing.isDown).toBe(false);
		expect(pacing.waitMs(0)).toBe(0);
	});

	it("doubles the wait, up to a modest one at first and the longest one later", () => {
		const pacing = new Pacing(30_000, LONGEST);
		let now = 0;
		const waits = Array.from({ length: 40 }, () => {
			pacing.failed(now, now);
			const waitMs = pacing.waitMs(now);
			now += waitMs;
			return waitMs;
		});
		expect(waits.slice(0, 6)).toEqual([100, 200, 400, 800, 1_500, 1_500]);
		expect(waits.at(-1)).toBe(30_000);
		expect(waits.find((waitMs) => waitMs > 1_500)).toBe(30_000);
	});

	it("draws each wait from nothing up to the longest", () => {
		const draws = [0, 0.5, 0.999];
		for (const draw of draws) {
			const pacing = new Pacing(30_000, () => draw);
			pacing.failed(0, 0);
			pacing.failed(0, 0);
			expect(pacing.waitMs(0)).toBe(draw * 200);
		}
	});

	it("counts requests that were under way together as one failure", () => {
		const pacing = new Pacing(30_000, LONGEST);
		pacing.failed(10, 0);
		pacing.failed(11, 0);
		pacing.failed(12, 9);
		expect(pacing.waitMs(12)).toBe(100);
		pacing.failed(20, 13);
		expect(pacing.waitMs(20)).toBe(200);
	});

	it("starts anew after a success", () => {
		const pacing = new Pacing(30_000, LONGEST);
		for (let now = 0; now < 5; now++) pacing.failed(now, now);
		pacing.succeeded(5);
		expect(pacing.isDown).toBe(false);
		expect(pacing.waitMs(5)).toBe(0);
		pacing.failed(6, 6);
		expect(pacing.waitMs(6)).toBe(100);
	});

	it("never comes before what Retry-After says, and takes at most five minutes of it", () => {
		const pacing = new Pacing(1_000, () => 0);
		pacing.failed(0, 0, 7_000);
		expect(pacing.waitMs(0)).toBe(7_000);
		// Others that were under way know less, or are answered.
		pacing.failed(1, 0);
		pacing.succeeded(2);
		expect(pacing.waitMs(2)).toBe(6_998);
		pacing.wake();
		expect(pacing.waitMs(2)).toBe(6_998);
		pacing.failed(7_000, 7_000, 24 * 60 * 60_000);
		expect(pacing.waitMs(7_000)).toBe(MAX_RETRY_AFTER_MS);
	});

	it("comes back slowly to an endpoint that refuses, within the longest wait", () => {
		const pacing = new Pacing(30_000, () => 0);
		pacing.refused(0);
		expect(pacing.isRefused).toBe(true);
		expect(pacing.waitMs(0)).toBe(2_500);
		for (let failure = 0; failure < 9; failure++) pacing.refused(0);
		expect(pacing.waitMs(0)).toBe(15_000);
		pacing.succeeded(15_000);
		expect(pacing.isRefused).toBe(false);
		expect(pacing.waitMs(15_000)).toBe(0);
	});

	it("asks at once when the host waits, and soon from then on", () => {
		const pacing = new Pacing(30_000, LONGEST);
		pacing.failed(0, 0, 60_000);
		pacing.hurry();
		expect(pacing.waitMs(0)).toBe(0);
		for (let now = 0; now < 9; now++) pacing.failed(now, now);
		expect(pacing.waitMs(8)).toBe(250);
	});

	it("does not wait after an answer that has not come", () => {
		const pacing = new Pacing(30_000, LONGEST);
		pacing.stalled(1_500, 0);
		expect(pacing.isDown).toBe(true);
		expect(pacing.waitMs(1_500)).toBe(0);
	});
});
