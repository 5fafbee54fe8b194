import fc from "fast-check";
import { ERROR_CATEGORIES } from "../privacy";
import {
	type BinnedOperation,
	countOperation,
	type UsageCells,
} from "../usage/usage-day";
import {
	addToPackedUsage,
	emptyPackedUsage,
	type PackedUsage,
	unpackUsage,
} from "./packed-usage";

const cellKey = fc.constantFrom(
	"mcp||trim",
	"mcp||constructor",
	"webapp|podcast|0",
	"komposteur|other|other",
);

const operation: fc.Arbitrary<BinnedOperation> = fc.record({
	success: fc.boolean(),
	batch: fc.boolean(),
	durationMs: fc.nat({ max: 604_800_000 }),
	bytes: fc.nat({ max: 2 ** 50 }),
	durationBin: fc.integer({ min: -1, max: 2_000 }),
	memoryBin: fc.option(fc.integer({ min: -1, max: 2_000 }), { nil: undefined }),
	errorCategory: fc.option(fc.constantFrom(...ERROR_CATEGORIES), {
		nil: undefined,
	}),
});

/** As many as are added up several times on the way. */
const operations = fc.array(fc.tuple(cellKey, operation), {
	maxLength: 600,
	size: "max",
});

function packed(drawn: readonly [string, BinnedOperation][]): PackedUsage {
	const day = emptyPackedUsage();
	for (const [key, each] of drawn) addToPackedUsage(day, key, each);
	return day;
}

describe("packed usage", () => {
	it("counts what cells count, whenever it is written and read on the way", () => {
		fc.assert(
			fc.property(operations, fc.nat(), (drawn, cut) => {
				const cells: UsageCells = {};
				for (const [key, each] of drawn) countOperation(cells, key, each);
				const at = drawn.length === 0 ? 0 : cut % drawn.length;
				const day = JSON.parse(JSON.stringify(packed(drawn.slice(0, at))));
				for (const [key, each] of drawn.slice(at))
					addToPackedUsage(day, key, each);
				expect(unpackUsage(day)).toEqual(cells);
			}),
			{ numRuns: 50 },
		);
	});

	it("grows with its cells and bins, not with its operations", () => {
		const busy: [string, BinnedOperation][] = Array.from(
			{ length: 20_000 },
			(_, n) => [
				`mcp||t${n % 10}`,
				{
					success: true,
					batch: false,
					durationMs: 604_800_000,
					bytes: 2 ** 50,
					durationBin: n % 50,
					memoryBin: 1_000 + (n % 50),
					errorCategory: undefined,
				},
			],
		);
		const size = (count: number) =>
			JSON.stringify(packed(busy.slice(0, count))).length;
		expect(size(20_000)).toBeLessThan(size(2_000) + 4_500);
	});
});
