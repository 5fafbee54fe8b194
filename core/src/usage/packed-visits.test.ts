import fc from "fast-check";
import {
	distinctSince,
	NEVER,
	type ReturnCounts,
} from "../tally/return-counts";
import { firstVisitsSince, packVisits, unpackVisits } from "./packed-visits";

const day = fc
	.tuple(
		fc.constantFrom("2025-12", "2026-01"),
		fc.integer({ min: 10, max: 28 }),
	)
	.map(([month, date]) => `${month}-${date}`);

const visits: fc.Arbitrary<ReturnCounts> = fc.dictionary(
	fc.oneof(fc.constant(NEVER), day),
	fc.integer({ min: 1, max: 1_000_000 }),
);

describe("packed visits", () => {
	it("are as the comment shows them", () => {
		expect(packVisits({ "2026-11-01": 5, [NEVER]: 3 })).toBe(
			"- 3,2026-11-01 5",
		);
		expect(packVisits({})).toBe("");
	});

	it("hold what was packed", () =>
		fc.assert(
			fc.property(visits, (each) => {
				expect(unpackVisits(packVisits(each))).toEqual(each);
			}),
		));

	it("tell distinct people as what was packed tells them", () =>
		fc.assert(
			fc.property(
				visits,
				fc.oneof(day, fc.constant("0000-00-01")),
				(each, from) => {
					expect(firstVisitsSince(packVisits(each), from)).toBe(
						distinctSince([each], from),
					);
				},
			),
		));
});
