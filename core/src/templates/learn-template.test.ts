import { PATTERN_STEPS } from "../sessions/contribution";
import { flattenParameters, type ParameterValue } from "./flat-parameters";
import { LEARNING } from "./learn-parameters";
import { learnTemplate, MAX_INPUT_NAME } from "./learn-template";

/** Occurrences of one step: the user's number, and what they gave. */
function occurrences(...given: [user: number, parameters: object][]) {
	return given.map(([user, parameters]) => ({
		userId: `user-${user}`,
		steps: [flattenParameters(JSON.stringify(parameters))],
	}));
}

/** The same parameter from one user after another. */
function each(parameter: string, ...values: unknown[]) {
	return occurrences(
		...values.map((value, user): [number, object] => [
			user,
			{ [parameter]: value },
		]),
	);
}

function learn(samples: ReturnType<typeof occurrences>, minUsers = 1) {
	const { steps, inputs } = learnTemplate(["trim"], samples, minUsers);
	return { parameters: steps[0]?.parameters, inputs };
}

describe("defaults", () => {
	it("fixes what everybody shares, of any type, nested by dotted names", () => {
		const same = {
			codec: "libx264",
			crf: 23,
			fast: true,
			video: { scale: { width: 1280 } },
			map: ["0:v", "0:a"],
		};
		expect(learn(occurrences([1, same], [2, same]))).toEqual({
			parameters: {
				codec: "libx264",
				crf: 23,
				fast: true,
				"video.scale.width": 1280,
				map: ["0:v", "0:a"],
			},
			inputs: [],
		});
	});

	it("takes what 80 % share for the default, which may be overridden", () => {
		const { parameters, inputs } = learn(each("crf", 23, 23, 23, 23, 18));
		expect(parameters).toEqual({ crf: 23 });
		expect(inputs).toMatchObject([
			{ name: "trim_crf", type: "integer", required: false, default: 23 },
		]);
	});

	it("has none just below 80 %, or where that many lack the parameter", () => {
		const varied = learn(each("crf", 23, 23, 23, 18));
		expect(varied.parameters).toEqual({});
		expect(varied.inputs).toMatchObject([{ required: true }]);
		expect(varied.inputs[0]).not.toHaveProperty("default");
		const absent = learn(
			occurrences(
				[1, { crf: 23 }],
				[2, { crf: 23 }],
				[3, { crf: 23 }],
				[4, {}],
			),
		);
		expect(absent.parameters).toEqual({});
		expect(absent.inputs).toMatchObject([{ required: false, values: [23] }]);
	});

	it("weighs users, not occurrences: nobody makes a default by repeating himself", () => {
		const loud = Array.from({ length: 50 }, (): [number, object] => [
			0,
			{ preset: "slow" },
		]);
		const samples = occurrences(
			...loud,
			[1, { preset: "fast" }],
			[2, { preset: "fast" }],
			[3, { preset: "fast" }],
			[4, { preset: "fast" }],
		);
		expect(learn(samples).parameters).toEqual({ preset: "fast" });
	});
});

describe("inputs", () => {
	it("types what varies", () => {
		const types: [string, unknown[]][] = [
			["integer", [1, 2]],
			["number", [1, 2.5]],
			["boolean", [true, false]],
			["string", ["a", "b"]],
			["array", [["a"], ["b", 1]]],
			["string", [1, "b"]],
		];
		for (const [type, values] of types)
			expect(learn(each("x", ...values)).inputs).toMatchObject([
				{ type, kind: "value", required: true },
			]);
	});

	it("gives an end of a range where several users met it, and only then", () => {
		const [input] = learn(each("crf", 18, 18, 20, 23, 28, 28)).inputs;
		expect(input).toMatchObject({ minimum: 18, maximum: 28 });
		const [open] = learn(each("start", 0, 0, 7.5, 31)).inputs;
		expect(open).toMatchObject({ minimum: 0, values: [0, 31, 7.5] });
		expect(open).not.toHaveProperty("maximum");
	});

	it("lists the commonest values, and says whether they are all", () => {
		const [preset] = learn(
			each("preset", "slow", "fast", "fast", "slow"),
		).inputs;
		expect(preset).toMatchObject({
			values: ["fast", "slow"],
			exhaustive: true,
		});
		const [chance] = learn(each("preset", "slow", "fast", "fast")).inputs;
		expect(chance).toMatchObject({ exhaustive: false });
		const many = Array.from(
			{ length: LEARNING.valuesPerParameter + 1 },
			(_, index) => [`v${index}`, `v${index}`],
		).flat();
		const [all] = learn(each("preset", ...many)).inputs;
		expect(all?.values).toHaveLength(LEARNING.valuesPerParameter);
		expect(all?.exhaustive).toBe(false);
	});

	it("shows one text for a number and its text", () => {
		const [input] = learn(each("rate", 48, "48", 44)).inputs;
		expect(input).toMatchObject({ type: "string", values: ["48", "44"] });
	});

	it("asks for what was lost, by its kind, and shows nothing of it", () => {
		const kinds: [string, string, string][] = [
			["input", "[path]", "input_file"],
			["output", "[file]", "output_file"],
			["source", "[url]", "url"],
			["title", "[text]", "text"],
			["token", "[secret]", "secret"],
			["filter", "scale=2:2,drawtext=text=[text]", "text"],
			["data", "[ptr]", "text"],
		];
		for (const [parameter, mark, kind] of kinds) {
			const { parameters, inputs } = learn(each(parameter, mark, mark, "x"));
			expect(parameters).toEqual({});
			expect(inputs).toMatchObject([
				{ kind, type: "string", required: true, values: [] },
			]);
		}
	});

	it("names them uniquely, in words that schemas and agents take", () => {
		const same = (value: number) => ({
			"-c:v": value,
			"c.v": value,
			C_V: value,
		});
		const { inputs, steps } = learnTemplate(
			["to.mp3", "trim", "to.mp3"],
			[1, 2].map((user) => ({
				userId: String(user),
				steps: [0, 1, 2].map(() =>
					flattenParameters(JSON.stringify(same(user))),
				),
			})),
			1,
		);
		expect(inputs.map(({ name }) => name)).toEqual([
			"to_mp3_c_v",
			"to_mp3_c_v_2",
			"to_mp3_c_v_3",
			"trim_c_v",
			"trim_c_v_2",
			"trim_c_v_3",
			"to_mp3_c_v_4",
			"to_mp3_c_v_5",
			"to_mp3_c_v_6",
		]);
		expect(steps.flatMap((step) => step.inputs)).toEqual(
			inputs.map(({ name }) => name),
		);
	});

	it("keeps long names within their bound, and apart", () => {
		const parameters = { ["a".repeat(63)]: 0, ["a".repeat(64)]: 0 };
		const samples = [1, 2].map((user) => ({
			userId: String(user),
			steps: [
				flattenParameters(
					JSON.stringify(parameters).replaceAll(":0", `:${user}`),
				),
			],
		}));
		const { inputs } = learnTemplate(["b".repeat(64)], samples, 1);
		const names = inputs.map(({ name }) => name);
		expect(new Set(names).size).toBe(2);
		for (const name of names)
			expect(name.length).toBeLessThanOrEqual(MAX_INPUT_NAME);
	});
});

describe("bounds", () => {
	const defaultOf = (value: unknown): ParameterValue | undefined =>
		learn(each("x", value, value)).parameters?.x;

	it("shows a value of up to 64 characters, and none beyond", () => {
		expect(defaultOf("v".repeat(64))).toBe("v".repeat(64));
		expect(defaultOf("v".repeat(65))).toBeUndefined();
		const fits = ["v".repeat(60)];
		expect(defaultOf(fits)).toEqual(fits);
		expect(defaultOf(["v".repeat(61)])).toBeUndefined();
	});

	it("knows a name of up to 64 characters, and none beyond", () => {
		const named = (length: number) =>
			learn(each("n".repeat(length), 1, 1)).parameters;
		expect(Object.keys(named(64) ?? {})).toHaveLength(1);
		expect(named(65)).toEqual({});
	});

	it("learns 24 parameters of a step, first those that most users have", () => {
		const names = Array.from({ length: 30 }, (_, index) => `p${index + 10}`);
		const all = Object.fromEntries(names.map((name) => [name, 1]));
		const { parameters } = learn(
			occurrences([1, all], [2, all], [3, { p39: 1, p38: 1 }]),
		);
		const { inputs } = learn(
			occurrences([1, all], [2, all], [3, { p39: 1, p38: 1 }]),
		);
		expect(parameters).toEqual({ p38: 1, p39: 1 });
		expect(inputs).toHaveLength(LEARNING.parametersPerStep - 2);
	});

	it("shows nothing odd: nulls, marks as names, other scripts, braces of prompts, infinities", () => {
		for (const value of [null, "ü", "a\nb", "{{x}}", [["a"]], [null]])
			expect(defaultOf(value)).toBeUndefined();
		expect(flattenParameters('{"x":1e999}').get("x")).toEqual({
			hidden: "text",
		});
		for (const name of ["[key]", "[key2]", "__proto__", "__name__", "", "a b"])
			expect(flattenParameters(`{${JSON.stringify(name)}:1}`).size).toBe(0);
		expect(defaultOf(-0)).toBe(0);
	});

	it("reads no parameters where there is no object", () => {
		for (const json of ["", "[]", "1", "null", "{"])
			expect(flattenParameters(json).size).toBe(0);
	});

	it("stays within 150 KB, however much hosts send", () => {
		const operations = Array(PATTERN_STEPS.max).fill("o".repeat(64));
		const parameters = (user: number) =>
			Array.from({ length: 40 }, (_, index) => [
				`${index}`.padEnd(64, "n"),
				`${user % 10}`.padEnd(64, "v"),
			]);
		const samples = Array.from({ length: 20 }, (_, user) => ({
			userId: String(user),
			steps: operations.map(() =>
				flattenParameters(JSON.stringify(Object.fromEntries(parameters(user)))),
			),
		}));
		const learned = learnTemplate(operations, samples, 1);
		expect(learned.inputs).toHaveLength(
			operations.length * LEARNING.parametersPerStep,
		);
		const { length } = JSON.stringify(learned);
		expect(length).toBeGreaterThan(100_000);
		expect(length).toBeLessThan(150_000);
	});

	it("learns nothing from nothing", () => {
		expect(learnTemplate(["trim", "resize"], [], 3)).toEqual({
			steps: [
				{ operation: "trim", parameters: {}, inputs: [] },
				{ operation: "resize", parameters: {}, inputs: [] },
			],
			inputs: [],
		});
	});
});
