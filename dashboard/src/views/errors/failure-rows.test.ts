import type { ErrorReport } from "../../home/answers";
import { failureRowsOf } from "./failure-rows";

const error = (category: string, byOperation: Record<string, number>) =>
	({ category, byOperation }) as ErrorReport["errors"][number];

const ERRORS = [
	error("timeout", { trim: 5, resize: 1 }),
	error("disk_full", { resize: 2 }),
	error("unknown", { resize: 9, constructor: 1 }),
];

describe("failures by operation", () => {
	it("are all that failed, whatever categories have a column", () => {
		const totals = [
			{ operation: "resize", count: 24 },
			{ operation: "trim", count: 10 },
		];
		expect(failureRowsOf(ERRORS, totals, 2)).toEqual([
			{ operation: "resize", failed: 12, rate: 0.5, counts: [1, 2] },
			{ operation: "trim", failed: 5, rate: 0.5, counts: [5, 0] },
			{ operation: "constructor", failed: 1, rate: undefined, counts: [0, 0] },
		]);
	});
});
