import type { LearnedTemplate } from "./learn-template";

/**
 * Tokens of one tool call beside its parameters: the call's frame and the operation's name, the
 * answer, and the sentence or two that an agent writes between calls. An assumption, rounded; it
 * stands here so that it can be argued with.
 */
export const TOKENS_PER_CALL = 150;

/** Characters of JSON in a token, roughly, as tokenizers of English and code have it. */
export const CHARACTERS_PER_TOKEN = 4;

/** What an agent saves that calls the template in place of its steps. */
export interface EstimatedSavings {
	readonly toolCalls: number;
	readonly tokens: number;
}

/**
 * One call in place of one for each step: `toolCalls = steps - 1`, and
 * `tokens = toolCalls * TOKENS_PER_CALL + characters of the default parameters / CHARACTERS_PER_TOKEN`,
 * since what is a default need not be written any more.
 */
export function estimateSavings({
	steps,
}: Pick<LearnedTemplate, "steps">): EstimatedSavings {
	const toolCalls = Math.max(0, steps.length - 1);
	let characters = 0;
	for (const { parameters } of steps)
		if (Object.keys(parameters).length > 0)
			characters += JSON.stringify(parameters).length;
	return {
		toolCalls,
		tokens:
			toolCalls * TOKENS_PER_CALL +
			Math.ceil(characters / CHARACTERS_PER_TOKEN),
	};
}
