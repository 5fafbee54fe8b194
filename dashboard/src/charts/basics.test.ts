import { inChart } from "./basics";

it("a name in a chart is never one that objects have of their own", () => {
	for (const name of ["constructor", "valueOf", "__proto__", "trim"])
		expect(inChart(name) in {}).toBe(false);
	expect(inChart("trim").replace("\u2060", "")).toBe("trim");
});
