import { PATTERN_STEPS, STEP_ARROW } from "./contribution";

/**
 * The names of the patterns that operations end in, of six steps down to two, the longest first; none
 * where there are fewer than two steps. `types` are those of the operations in their order: a run of
 * the same type is one step.
 */
export function endingsOf(types: readonly string[]): string[] {
	const steps = types.filter((type, index) => type !== types[index - 1]);
	const endings: string[] = [];
	for (
		let length = Math.min(steps.length, PATTERN_STEPS.max);
		length >= PATTERN_STEPS.min;
		length--
	)
		endings.push(steps.slice(-length).join(STEP_ARROW));
	return endings;
}
