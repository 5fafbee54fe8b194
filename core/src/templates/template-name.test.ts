import { templateDescription, templateName } from "./template-name";
import { estimateSavings, TOKENS_PER_CALL } from "./template-savings";

describe("a template's name", () => {
	it("says what the workflow is for, and how", () => {
		expect(templateName(["trim", "resize"], "social_media")).toBe(
			"Create social media clip: trim, resize",
		);
		expect(templateName(["loudnorm", "to_mp3"], "podcast")).toBe(
			"Make podcast episode: even out loudness, convert to MP3",
		);
		// A host's own word, or a single user's, is none for everybody.
		expect(templateName(["trim", "fade"], "wedding_video")).toBe(
			"Trim and fade",
		);
	});

	it("says what it does where no workflow prevails, or what exceeds the known ones", () => {
		expect(templateName(["trim", "fade"], "other")).toBe("Trim and fade");
		expect(templateName(["trim", "resize", "to_mp3"], undefined)).toBe(
			"Trim, resize and convert to MP3",
		);
		expect(
			templateName(["extract-audio", "convert_to_matroska"], undefined),
		).toBe("Extract audio and convert to matroska");
		expect(templateDescription(["trim", "to_mp3"])).toBe(
			"Trim and convert to MP3, in one call instead of 2.",
		);
	});
});

describe("the estimated savings", () => {
	it("are a call for each step but one, and its tokens with those of the defaults", () => {
		const step = { operation: "trim", parameters: {}, inputs: [] };
		expect(estimateSavings({ steps: [step, step, step] })).toEqual({
			toolCalls: 2,
			tokens: 2 * TOKENS_PER_CALL,
		});
		// {"crf":23,"a":[1]} has 18 characters.
		const learned = { ...step, parameters: { crf: 23, a: [1] } };
		expect(estimateSavings({ steps: [step, learned] })).toEqual({
			toolCalls: 1,
			tokens: TOKENS_PER_CALL + 5,
		});
	});
});
