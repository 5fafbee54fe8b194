import { mcpDefinitionOf, type TemplateRecord } from "@ffmpeg-analytics/core";
import { Ajv2020 } from "ajv/dist/2020";
import { templateRecord } from "../../testing/fake-analytics";

type Input = TemplateRecord["inputs"][number];

const START: Input = {
	name: "trim_start",
	step: 1,
	parameter: "start",
	kind: "value",
	type: "number",
	required: true,
	minimum: 0,
	maximum: 90,
	values: [0, 1.5],
	exhaustive: false,
};
const PRESET: Input = {
	name: "trim_preset",
	step: 1,
	parameter: "preset",
	kind: "value",
	type: "string",
	required: false,
	default: "fast",
	values: ["fast", "slow"],
	exhaustive: true,
};
const MAPS: Input = {
	name: "to_mp3_map",
	step: 2,
	parameter: "map",
	kind: "value",
	type: "array",
	required: false,
	values: [],
	exhaustive: false,
};
const OUTPUT: Input = {
	name: "to_mp3_output",
	step: 2,
	parameter: "output",
	kind: "output_file",
	type: "string",
	required: true,
	values: [],
	exhaustive: false,
};

const template: TemplateRecord = {
	...templateRecord("trim~to_mp3"),
	inputs: [START, PRESET, MAPS, OUTPUT],
	steps: [
		{
			operation: "trim",
			parameters: { codec: "copy", preset: "fast" },
			inputs: ["trim_start", "trim_preset"],
		},
		{
			operation: "to_mp3",
			parameters: {},
			inputs: ["to_mp3_map", "to_mp3_output"],
		},
	],
};

const nameOf = (pattern: string) =>
	mcpDefinitionOf({ ...template, pattern }).tool.name;

describe("the tool of a template", () => {
	const { tool } = mcpDefinitionOf(template);

	it("has a schema that takes the arguments it asks for, and no others", () => {
		const validate = new Ajv2020({
			strict: true,
			allowUnionTypes: true,
		}).compile(tool.inputSchema);
		const whole = { trim_start: 3, to_mp3_output: "a.mp3" };
		const taken: [object, boolean][] = [
			[whole, true],
			[{ ...whole, trim_preset: "slow", to_mp3_map: ["0:a", 1] }, true],
			[{ trim_start: 3 }, false],
			[{ ...whole, trim_start: -1 }, false],
			[{ ...whole, trim_start: 90.5 }, false],
			[{ ...whole, trim_start: "3" }, false],
			[{ ...whole, trim_preset: "placebo" }, false],
			[{ ...whole, to_mp3_map: [["0:a"]] }, false],
			[{ ...whole, nonsense: 1 }, false],
		];
		for (const [given, isTaken] of taken)
			expect([given, validate(given)]).toEqual([given, isTaken]);
	});

	it("says what is usual", () => {
		expect(tool.inputSchema.properties).toMatchObject({
			trim_start: { type: "number", examples: [0, 1.5] },
			trim_preset: { enum: ["fast", "slow"], default: "fast" },
			to_mp3_output: {
				description: expect.stringContaining("file to write"),
			},
		});
	});

	it("has a name of its own, however long or odd its pattern is", () => {
		expect(nameOf("trim->resize->to_mp3")).toBe("trim__resize__to_mp3");
		const long = "a".repeat(64);
		const patterns = [
			"a->b",
			"a.b->c",
			"a-b->c",
			"a_b->c",
			"a__b->c",
			"a->b__c",
			"a_->b",
			"a->b_0",
			`${long}->b`,
			`${long}->c`,
			...["a".repeat(31), "a".repeat(32)].map(
				(type) => `${"a".repeat(31)}->${type}`,
			),
		];
		const names = patterns.map(nameOf);
		expect(new Set(names).size).toBe(patterns.length);
		for (const name of names) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
		expect(patterns.map(nameOf)).toEqual(names);
	});
});

describe("the prompt of a template", () => {
	it("has an argument for each input, and the recipe in which they stand", () => {
		const { prompt, messages } = mcpDefinitionOf(template);
		expect(
			prompt.arguments.map(({ name, required }) => [name, required]),
		).toEqual([
			["trim_start", true],
			["trim_preset", false],
			["to_mp3_map", false],
			["to_mp3_output", true],
		]);
		const text = messages[0]?.content.text ?? "";
		expect(text).toContain(
			'1. trim: codec="copy", start={{trim_start}}, preset={{trim_preset}} (optional, otherwise "fast")',
		);
		expect(text).toContain(
			"2. to_mp3: map={{to_mp3_map}} (optional), output={{to_mp3_output}}",
		);
		const places = [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
		expect(places.sort()).toEqual(
			prompt.arguments.map(({ name }) => name).sort(),
		);
	});

	it("says that the template is retired", () => {
		const { prompt, tool } = mcpDefinitionOf({
			...template,
			status: "retired",
		});
		expect(prompt.description).toMatch(/^Retired/);
		expect(tool.description).toMatch(/^Retired/);
	});
});
