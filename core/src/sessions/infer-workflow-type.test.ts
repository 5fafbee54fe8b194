import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { inferWorkflowType } from "./infer-workflow-type";
import { TRAIT } from "./traits";
import { ALIKE_OPERATIONS, WORKFLOW_RULES } from "./workflow-rules";

type TraitName = keyof typeof TRAIT;

/** `trim outputAudio`: an operation type, then the traits of the operation. */
function infer(...operations: readonly string[]): string | undefined {
	const session = operations.map((text) => {
		const [type = "", ...names] = text.split(" ");
		const traits = names.reduce(
			(sum, name) => sum | TRAIT[name as TraitName],
			0,
		);
		return { type, traits };
	});
	return inferWorkflowType(session)?.id;
}

const times = (count: number, operation: string) =>
	Array.from({ length: count }, () => operation);

describe("inferWorkflowType", () => {
	it.each<[string | undefined, string[]]>([
		["streaming.manifest", ["resize outputVideo", "package outputManifest"]],
		["streaming.manifest", ["resize outputVideo", "hls_segment outputVideo"]],
		["batch_processing.batches", ["trim batch", "resize batch"]],
		[undefined, ["trim batch", "resize"]],
		["batch_processing.alike", times(ALIKE_OPERATIONS, "convert")],
		[undefined, times(ALIKE_OPERATIONS - 1, "convert")],
		[undefined, [...times(ALIKE_OPERATIONS * 2 - 2, "convert"), "trim"]],
		["podcast.audio_only", ["trim outputAudio", "normalize_audio outputAudio"]],
		["podcast.audio_only", ["to_mp3 outputAudio speechTreatment"]],
		[undefined, ["trim outputAudio", "to_mp3 outputAudio"]],
		[undefined, ["trim outputVideo", "normalize outputVideo"]],
		[
			"podcast.recording",
			[
				"trim outputVideo",
				"extract_audio outputAudio audioOfVideo",
				"normalize outputAudio",
			],
		],
		[
			undefined,
			[
				"extract_audio outputAudio audioOfVideo",
				"normalize outputAudio",
				"replace_audio outputVideo",
			],
		],
		["music_video.soundtrack", ["concat outputVideo", "add_music outputVideo"]],
		[
			"music_video.soundtrack",
			["crossfade outputVideo", "mix_audio outputVideo"],
		],
		[undefined, ["concat outputVideo", "trim outputVideo"]],
		[undefined, ["concat outputAudio", "mix_audio outputAudio"]],
		["social_media.phone_frame", ["crop outputVideo verticalFrame"]],
		["social_media.phone_frame", ["crop outputVideo", "scale squareFrame"]],
		[undefined, ["crop outputVideo verticalFrame largeFile"]],
		[undefined, ["crop outputImage verticalFrame"]],
		["subtitling.subtitles", ["extract outputSubtitles"]],
		["subtitling.subtitles", ["trim", "burn_in_subtitles outputVideo"]],
		["animation.animated_image", ["trim outputVideo", "gif outputAnimation"]],
		[
			"thumbnails.stills",
			["still outputImage imageOfVideo", "crop outputImage"],
		],
		[undefined, ["resize outputImage", "crop outputImage"]],
		["archiving.large_files", ["trim largeFile", "compress largeFile"]],
		[undefined, ["trim", "compress largeFile"]],
		[undefined, ["trim", "resize", "to_mp3"]],
		[undefined, []],
	])("finds %s", (rule, operations) => {
		expect(infer(...operations)).toBe(rule);
	});

	it("takes the first of the rules that apply", () => {
		expect(infer("hls outputManifest batch squareFrame outputVideo")).toBe(
			"streaming.manifest",
		);
	});

	it("does not depend on the order of the operations", () => {
		const operation = fc.record({
			type: fc.constantFrom("trim", "add_music", "concat", "normalize", "hls"),
			traits: fc.subarray(Object.values(TRAIT)).map(sum),
		});
		fc.assert(
			fc.property(
				fc
					.array(operation, { maxLength: 10 })
					.chain((session) =>
						fc.tuple(
							fc.constant(session),
							fc.shuffledSubarray(session, { minLength: session.length }),
						),
					),
				([session, shuffled]) => {
					expect(inferWorkflowType(shuffled)).toBe(inferWorkflowType(session));
				},
			),
		);
	});
});

function sum(numbers: readonly number[]): number {
	return numbers.reduce((total, number) => total + number, 0);
}

describe("the rules", () => {
	it("have ids of their own, made of slugs", () => {
		const ids = WORKFLOW_RULES.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { id, workflowType } of WORKFLOW_RULES) {
			expect(id).toMatch(/^[a-z_]+\.[a-z_]+$/);
			expect(id.startsWith(`${workflowType}.`)).toBe(true);
		}
	});

	it("stand in docs/workflow-types.md as they stand in the code", () => {
		const path = join(__dirname, "../../../docs/workflow-types.md");
		const rows = WORKFLOW_RULES.map(
			({ id, workflowType, reason }, index) =>
				`| ${index + 1} | \`${workflowType}\` | \`${id}\` | ${reason} |`,
		);
		const table = readFileSync(path, "utf8")
			.split("\n")
			.filter((line) => /^\| \d/.test(line));
		expect(table).toEqual(rows);
	});
});
