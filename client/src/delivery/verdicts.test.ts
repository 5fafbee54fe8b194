import type { Outcome } from "./exchange.ts";
import { judge, parseRetryAfter } from "./verdicts.ts";

const NOW = Date.UTC(2026, 10, 22);

const answered = (
	status: number,
	body: unknown = "",
	retryAfter?: string,
): Outcome => ({
	kind: "answered",
	status,
	retryAfter,
	isPage: false,
	body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
});

const results = (...statuses: string[]) => ({
	results: statuses.map((status, index) => ({ index, status, id: `${index}` })),
});

const kindOf = (outcome: Outcome, events = 2) =>
	judge(outcome, events, NOW).kind;

describe("judge", () => {
	it("reads what became of each event", () => {
		const body = results("stored", "retry", "rejected", "duplicate", "retry");
		expect(judge(answered(200, body, "3"), 5, NOW)).toEqual({
			kind: "answered",
			stored: 1,
			duplicates: 1,
			rejected: 1,
			again: [1, 4],
			retryAfterMs: 3_000,
		});
	});

	it("goes by the home's counts where these are of all events, and by the verdicts otherwise", () => {
		const counts = { stored: 1, duplicates: 2, rejected: 1 };
		const body = { ...counts, ...results("stored", "duplicate") };
		expect(judge(answered(200, body), 4, NOW)).toEqual({
			kind: "answered",
			...counts,
			again: [],
			retryAfterMs: 0,
		});
		expect(kindOf(answered(200, body), 5)).toBe("again");
		expect(judge(answered(200, body), 2, NOW)).toMatchObject({
			kind: "answered",
			stored: 1,
			duplicates: 1,
			rejected: 0,
		});
		const cut = JSON.stringify(body).slice(0, -1);
		expect(kindOf(answered(200, cut), 4)).toBe("again");
	});

	it.each([
		["broken JSON", '{"results":[{"ind'],
		["HTML of a captive portal", "<html>Welcome to the airport</html>"],
		["another JSON", "null"],
		["no results", { ok: true }],
		["too few results", results("stored")],
		["too many results", results("stored", "stored", "stored")],
		["an unknown status", results("stored", "perhaps")],
		["results of others", { results: [{ index: 1, status: "stored" }, null] }],
		["nothing", ""],
	])("takes a success with %s for no delivery, and says so", (_, body) => {
		const verdict = judge(answered(200, body), 2, NOW);
		expect(verdict).toMatchObject({
			kind: "again",
			complaint: expect.stringContaining("200"),
		});
	});

	it.each([408, 429, 500, 502, 503, 504, 599])(
		"sends all again after %i",
		(status) => {
			expect(judge(answered(status, "", "2"), 2, NOW)).toEqual({
				kind: "again",
				retryAfterMs: 2_000,
			});
		},
	);

	it("sends all again when there was no answer", () => {
		expect(kindOf({ kind: "lost", reason: "reset" })).toBe("again");
	});

	it.each([301, 302, 307, 308, 401, 403, 404, 405, 410, 415, 451])(
		"keeps all after %i, and names it",
		(status) => {
			expect(judge(answered(status), 2, NOW)).toEqual({
				kind: "refused",
				complaint: expect.stringMatching(`\\(?${status}`),
			});
		},
	);

	it("drops a whole request that was refused, and splits one that is too large", () => {
		expect(kindOf(answered(400))).toBe("rejected");
		expect(kindOf(answered(413))).toBe("tooLarge");
	});
});

describe("parseRetryAfter", () => {
	it.each([
		[undefined, 0],
		["0", 0],
		["120", 120_000],
		[" 5 ", 5_000],
		["Sun, 22 Nov 2026 00:00:30 GMT", 30_000],
		["Sat, 21 Nov 2026 00:00:30 GMT", 0],
		["soon", 0],
		["-5", 0],
		["1.5e3 years", 0],
	])("reads %j as %i ms", (text, expected) => {
		expect(parseRetryAfter(text, NOW)).toBe(expected);
	});
});
