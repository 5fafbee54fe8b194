import type { TemplateRecord } from "./template";
import type { TemplateInput, TemplateStep } from "./template-steps";

/**
 * The recipe as an agent is told it, one step a line. `{{trim_start}}` stands where an argument
 * goes; an optional one stands in words that say what holds without it.
 */
export function promptText({
	name,
	description,
	steps,
	inputs,
}: Pick<TemplateRecord, "name" | "description" | "steps" | "inputs">): string {
	const lines = steps.map(
		(step, index) => `${index + 1}. ${stepLine(step, index + 1, inputs)}`,
	);
	return [
		name,
		"",
		description,
		`Run these ${steps.length} FFmpeg operations in this order, and stop at the first that fails.`,
		"",
		...lines,
		...(inputs.some(({ required }) => !required)
			? ["", "Leave out an optional parameter that has no value here."]
			: []),
	].join("\n");
}

function stepLine(
	{ operation, parameters }: TemplateStep,
	step: number,
	inputs: readonly TemplateInput[],
): string {
	const own = inputs.filter((input) => input.step === step);
	const varying = new Set(own.map(({ parameter }) => parameter));
	const words = [
		...Object.entries(parameters)
			.filter(([parameter]) => !varying.has(parameter))
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([parameter, value]) => `${parameter}=${JSON.stringify(value)}`),
		...own.map(inputWords),
	];
	return words.length === 0 ? operation : `${operation}: ${words.join(", ")}`;
}

function inputWords(input: TemplateInput): string {
	const words = `${input.parameter}={{${input.name}}}`;
	if (input.required) return words;
	return input.default === undefined
		? `${words} (optional)`
		: `${words} (optional, otherwise ${JSON.stringify(input.default)})`;
}
