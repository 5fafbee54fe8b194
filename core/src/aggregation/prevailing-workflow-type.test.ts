import { WORKFLOW_RULES } from "../sessions/workflow-rules";
import { prevailingWorkflowType } from "./prevailing-workflow-type";

const ruleOf = (id: string) => {
	const rule = WORKFLOW_RULES.find((each) => each.id === id);
	if (rule === undefined) throw new Error(`there is no rule ${id}`);
	return rule;
};
const AUDIO_ONLY = ruleOf("podcast.audio_only");
const RECORDING = ruleOf("podcast.recording");
const MANIFEST = ruleOf("streaming.manifest");

function prevails(
	workflowTypes: Record<string, number>,
	inferred: readonly [typeof AUDIO_ONLY, number][] = [],
) {
	const declared = new Map(Object.entries(workflowTypes));
	const sessionCount = [...declared.values()].reduce((sum, n) => sum + n, 0);
	return prevailingWorkflowType({
		sessionCount,
		workflowTypes: declared,
		inferred: new Map(inferred),
	});
}

it("is what hosts sent for more than half of the sessions, whatever rules say", () => {
	expect(prevails({ music_video: 3, "": 2 }, [[AUDIO_ONLY, 2]])).toEqual({
		workflowType: "music_video",
	});
});

it("is inferred where hosts sent none for more than half", () => {
	expect(prevails({ "": 4 }, [[AUDIO_ONLY, 3]])).toEqual({
		workflowType: "podcast",
		reason: AUDIO_ONLY.reason,
	});
	expect(prevails({ "": 4 }, [[AUDIO_ONLY, 2]])).toBeUndefined();
});

it("adds what hosts sent and what several rules infer, with the commonest rule's reason", () => {
	const inferred = [
		[RECORDING, 1],
		[MANIFEST, 2],
		[AUDIO_ONLY, 2],
	] as const;
	expect(
		prevails(
			{ podcast: 3, "": 6 },
			[...inferred].map(([r, n]) => [r, n]),
		),
	).toEqual({ workflowType: "podcast", reason: AUDIO_ONLY.reason });
});

it("is undefined where half is all there is, and where nothing is", () => {
	expect(prevails({ podcast: 2, "": 2 })).toBeUndefined();
	expect(prevails({ "": 5 })).toBeUndefined();
	expect(prevails({})).toBeUndefined();
});
