import { flowOf, MAX_LINKS, stepsOf, tallestColumn } from "./flow";

const transition = (from: string, to: string, frequency: number) => ({
	from,
	to,
	frequency,
	sessionCount: frequency,
	successRate: 0.9,
	avgDuration: 100,
});

const CIRCLE = [
	transition("trim", "resize", 30),
	transition("resize", "to_mp3", 20),
	transition("to_mp3", "trim", 5),
];

describe("the flow", () => {
	it("draws a circle as two columns, so that each transition goes from left to right", () => {
		const { nodes, links, shown, leftOut } = flowOf(CIRCLE);
		expect(links.map(({ source, target }) => [source, target])).toEqual([
			["0:trim", "1:resize"],
			["0:resize", "1:to_mp3"],
			["0:to_mp3", "1:trim"],
		]);
		expect(nodes).toHaveLength(6);
		expect(nodes).toContainEqual({
			id: "1:trim",
			operation: "trim",
			column: 1,
		});
		expect([shown, leftOut]).toEqual([55, 0]);
	});

	it("around a step has what came right before and right after, and nothing else", () => {
		const { nodes, links } = flowOf(CIRCLE, "resize");
		expect(links.map(({ source, target }) => [source, target])).toEqual([
			["0:trim", "1:resize"],
			["1:resize", "2:to_mp3"],
		]);
		expect(nodes.map(({ column }) => column).sort()).toEqual([0, 1, 2]);
	});

	it("around a step that nobody does is empty", () => {
		const flow = flowOf(CIRCLE, "unknown");
		expect(flow).toEqual({ nodes: [], links: [], shown: 0, leftOut: 0 });
		expect(tallestColumn(flow)).toBe(0);
	});

	it("leaves out the rarest links beyond its bound, and counts them", () => {
		const many = Array.from({ length: MAX_LINKS + 2 }, (_, index) =>
			transition(`from${index}`, "to", index + 1),
		);
		const { links, leftOut } = flowOf(many);
		expect(links).toHaveLength(MAX_LINKS);
		expect(links.at(-1)?.frequency).toBe(3);
		expect(leftOut).toBe(1 + 2);
	});

	it("knows its steps, the busiest first, and how tall it is", () => {
		expect(stepsOf(CIRCLE)).toEqual(["resize", "trim", "to_mp3"]);
		expect(tallestColumn(flowOf(CIRCLE))).toBe(3);
	});
});
