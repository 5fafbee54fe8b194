import { holdsText, searchRows, sortRows } from "./table-rows";

interface Row {
	readonly name: string;
	readonly count: number;
}

const ROWS: readonly Row[] = [
	{ name: "trim", count: 5 },
	{ name: "to_mp3", count: 9 },
	{ name: "Resize", count: 7 },
];

const COLUMNS = [
	{ key: "name", value: ({ name }: Row) => name },
	{ key: "count", value: ({ count }: Row) => count },
] as const;

const names = (rows: readonly Row[]) => rows.map(({ name }) => name);

describe("a search", () => {
	it.each([
		"trim->resize",
		"trim → resize",
		"Trim resize ",
		"trim>resize",
		"im -> re",
	])("finds steps by %s", (search) => {
		expect(holdsText("trim->resize->to_mp3", search)).toBe(true);
		expect(holdsText("resize->trim", search)).toBe(false);
	});
});

describe("the rows of a table", () => {
	it.each([
		["count", ["to_mp3", "Resize", "trim"]],
		["-count", ["trim", "Resize", "to_mp3"]],
		["name", ["Resize", "to_mp3", "trim"]],
		["-name", ["trim", "to_mp3", "Resize"]],
		["nothing", ["trim", "to_mp3", "Resize"]],
	])("are sorted by %s", (sort, sorted) => {
		expect(names(sortRows(ROWS, COLUMNS, sort))).toEqual(sorted);
	});

	it("are those whose name holds what is searched for, in any case", () => {
		expect(names(searchRows(ROWS, COLUMNS[0], " RES "))).toEqual(["Resize"]);
		expect(searchRows(ROWS, COLUMNS[0], " ")).toBe(ROWS);
		expect(searchRows(ROWS, COLUMNS[0], "none")).toEqual([]);
	});
});
