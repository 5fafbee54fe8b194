import type { ParameterValue, SeenParameters } from "./flat-parameters";
import {
	type LearnedParameter,
	learnParameters,
	type ParameterType,
} from "./learn-parameters";
import type { TemplateInput, TemplateStep } from "./template-steps";

/** One occurrence of a pattern, as it was really done. */
export interface SampledOccurrence {
	readonly userId: string;
	/** Of each step's last event, in the order of the steps. */
	readonly steps: readonly SeenParameters[];
}

/** What occurrences teach about a pattern. */
export interface LearnedTemplate {
	readonly steps: readonly TemplateStep[];
	/** Of all steps, in their order. */
	readonly inputs: readonly TemplateInput[];
}

/** Characters of an input's name: JSON Schema has no limit, agents' tools have. */
export const MAX_INPUT_NAME = 64;

/**
 * The steps of a pattern with their defaults, and the inputs of what varies. Without occurrences,
 * steps without parameters. See {@link learnParameters} for what is promised of values.
 */
export function learnTemplate(
	operations: readonly string[],
	occurrences: readonly SampledOccurrence[],
	minUsers: number,
): LearnedTemplate {
	const inputs: TemplateInput[] = [];
	const taken = new Set<string>();
	const steps = operations.map((operation, index): TemplateStep => {
		const learned = learnParameters(
			occurrences.map(({ userId, steps }) => ({
				userId,
				parameters: steps[index] ?? new Map(),
			})),
			minUsers,
		);
		const own = learned.flatMap(
			(parameter) => inputOf(operation, index + 1, parameter, taken) ?? [],
		);
		inputs.push(...own);
		const defaults = learned.flatMap((learnt) =>
			learnt.default === undefined ? [] : [[learnt.parameter, learnt.default]],
		);
		return {
			operation,
			parameters: Object.fromEntries(defaults) as TemplateStep["parameters"],
			inputs: own.map(({ name }) => name),
		};
	});
	return { steps, inputs };
}

function inputOf(
	operation: string,
	step: number,
	learned: LearnedParameter,
	taken: Set<string>,
): TemplateInput | undefined {
	const { parameter, variation } = learned;
	if (variation === undefined) return undefined;
	const { type, hidden, required, minimum, maximum } = variation;
	const values = variation.values.map((value) => asType(value, type));
	return {
		name: freeName(`${operation}_${parameter}`, taken),
		step,
		parameter,
		kind: hidden === undefined ? "value" : kindOf(hidden, parameter),
		type,
		required,
		...(learned.default === undefined
			? {}
			: { default: asType(learned.default, type) }),
		...(minimum === undefined ? {} : { minimum }),
		...(maximum === undefined ? {} : { maximum }),
		// A number and its text are one text.
		values: [...new Set(values)],
		exhaustive: variation.exhaustive,
	};
}

/** A value among others of several types is shown as text. */
function asType(value: ParameterValue, type: ParameterType): ParameterValue {
	if (type !== "string" || typeof value === "string") return value;
	return JSON.stringify(value);
}

/** Files of a parameter that speaks of an output are written, all others read. */
function kindOf(
	hidden: NonNullable<LearnedParameter["variation"]>["hidden"],
	parameter: string,
): TemplateInput["kind"] {
	if (hidden !== "file") return hidden ?? "text";
	return /out|dest|target|save/i.test(parameter) ? "output_file" : "input_file";
}

/** Letters, digits and `_`, not taken yet; numbered from 2 on where the plain name is. */
function freeName(words: string, taken: Set<string>): string {
	const plain = words
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "_")
		.replace(/^_+|_+$/g, "");
	let name = plain.slice(0, MAX_INPUT_NAME);
	for (let number = 2; taken.has(name); number++) {
		const suffix = `_${number}`;
		name = plain.slice(0, MAX_INPUT_NAME - suffix.length) + suffix;
	}
	taken.add(name);
	return name;
}
