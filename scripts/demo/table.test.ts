import { formatTable } from "./table.ts";

const COLUMNS = [
	{ title: "Name" },
	{ title: "Times", align: "right" },
] as const;

describe("formatTable", () => {
	it("aligns each column to its widest cell", () => {
		const table = formatTable(COLUMNS, [
			["trim", "7"],
			["thumbnail", "1,234,567"],
		]);
		expect(table.split("\n")).toEqual([
			"  Name           Times",
			"  ─────────  ─────────",
			"  trim               7",
			"  thumbnail  1,234,567",
		]);
	});

	it("prints a dash for a missing or empty cell", () => {
		expect(formatTable(COLUMNS, [["", undefined], []]).split("\n")).toEqual([
			"  Name  Times",
			"  ────  ─────",
			"  -         -",
			"  -         -",
		]);
	});

	it("gives terminal colours no width", () => {
		const table = formatTable(COLUMNS, [["\x1b[32mok\x1b[39m", "1"]]);
		expect(table.split("\n")[2]).toBe("  \x1b[32mok\x1b[39m        1");
	});

	it("says so when there are no rows", () => {
		expect(formatTable(COLUMNS, [])).toBe("  (none)");
	});
});
