import { countOf } from "./counts";

it("is 0 of what is not counted, whatever its name", () => {
	expect(countOf({ trim: 3 }, "trim")).toBe(3);
	expect(countOf({ trim: 3 }, "resize")).toBe(0);
	expect(countOf({ trim: 3 }, "constructor")).toBe(0);
	expect(countOf({ constructor: 2 }, "constructor")).toBe(2);
});
