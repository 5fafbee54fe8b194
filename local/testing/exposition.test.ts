import { parseExposition } from "./exposition";

const HEAD = "# HELP a_seconds Help.\n# TYPE a_seconds histogram\n";
const TAIL = "a_seconds_sum 3\na_seconds_count 2\n";

describe("the reader of the text format", () => {
	it("reads metrics, their labels and numbers", () => {
		const text = `# HELP a Help.\n# TYPE a gauge\na{b="c\\"d",e=""} 1e-7\na NaN\n\n${HEAD}a_seconds_bucket{le="1"} 1\na_seconds_bucket{le="+Inf"} 2\n${TAIL}`;
		const families = parseExposition(text);
		expect([...families.keys()]).toEqual(["a", "a_seconds"]);
		expect([...(families.get("a")?.samples ?? [])]).toEqual([
			['a{b="c\\"d",e=""}', 1e-7],
			["a", Number.NaN],
		]);
	});

	it.each([
		["without an end", "# HELP a Help.\n# TYPE a gauge\na 1"],
		["without help", "# TYPE a gauge\na 1\n"],
		["without a type", "# HELP a Help.\na 1\n"],
		["of another family", "# HELP a Help.\n# TYPE a gauge\nb 1\n"],
		["that is there twice", "# HELP a Help.\n# TYPE a gauge\na 1\na 1\n"],
		[
			"with a quote in a label",
			'# HELP a Help.\n# TYPE a gauge\na{b="c"d"} 1\n',
		],
		["that is no number", "# HELP a Help.\n# TYPE a gauge\na one\n"],
		[
			"whose buckets fall",
			`${HEAD}a_seconds_bucket{le="1"} 3\na_seconds_bucket{le="+Inf"} 2\n${TAIL}`,
		],
		["whose count is another", `${HEAD}a_seconds_bucket{le="+Inf"} 3\n${TAIL}`],
	])("refuses a metric %s", (_, text) => {
		expect(() => parseExposition(text)).toThrow();
	});
});
