import { examineClock } from "./examine-endpoint";

const DATE = "Sun, 22 Nov 2026 12:00:00 GMT";
const THERE = Date.parse(DATE);

describe("examineClock", () => {
	it.each([
		[0, "ok", "agrees"],
		[59_999, "ok", "agrees"],
		[-59_999, "ok", "agrees"],
		[60_000, "wrong", "1 min 0 s ahead of the home's"],
		[-3_600_000, "wrong", "60 min 0 s behind the home's"],
	])("%d ms ahead: %s", (aheadMs, verdict, words) => {
		const [found] = examineClock(DATE, THERE + aheadMs);
		expect(found).toMatchObject({ subject: "clock", verdict });
		expect(found?.words).toContain(words);
	});

	it.each([[undefined], ["soon"]])("cannot judge %p", (date) => {
		expect(examineClock(date, THERE)).toMatchObject([{ verdict: "warning" }]);
	});
});
