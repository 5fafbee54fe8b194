import type { Platform } from "@ffmpeg-analytics/core";
import type { Operation } from "./operations.ts";
import { concat, resize, thumbnail, toMp3, trim } from "./operations.ts";
import { SOURCES } from "./sources.ts";

/** What one invented user does in one sitting. */
export interface Chain {
	/** An invented name; only its HMAC leaves the host. */
	readonly user: string;
	readonly platform: Platform;
	readonly workflowType: string;
	readonly sources: readonly string[];
	readonly steps: readonly Operation[];
}

const { talk, verse, chorus, outro, silent, damaged, missing } = SOURCES;

const ada = { user: "Ada", platform: "mcp" } as const;
const ben = { user: "Ben", platform: "mcp" } as const;
const chloe = { user: "Chloé", platform: "webapp" } as const;
const dmitri = { user: "Dmitri", platform: "komposteur" } as const;
const emi = { user: "Emi", platform: "webapp" } as const;
const farid = { user: "Farid", platform: "komposteur" } as const;
const gwen = { user: "Gwen", platform: "mcp" } as const;

/**
 * `trim->resize->to_mp3` comes up eight times, once after a retry, once over a batch and once with
 * a failure, which is enough for a template; the other chains are there to be told apart from it.
 */
export const CHAINS: readonly Chain[] = [
	{
		...ada,
		workflowType: "podcast",
		sources: [talk],
		steps: [trim(0.2, 0.8), resize(128, 72), toMp3("96k")],
	},
	{
		...ada,
		workflowType: "podcast",
		sources: [talk],
		steps: [trim(0.5, 1), resize(128, 72), toMp3("64k")],
	},
	{
		// The first resize fails on an odd size; the second is the retry.
		...ben,
		workflowType: "podcast",
		sources: [talk],
		steps: [trim(0, 1.2), resize(121, 69), resize(120, 68), toMp3("96k")],
	},
	{
		...ben,
		workflowType: "social_media",
		sources: [talk],
		steps: [trim(0.1, 0.6), resize(90, 160), thumbnail(0.3)],
	},
	{
		...chloe,
		workflowType: "social_media",
		sources: [talk],
		steps: [trim(0.3, 0.9), resize(90, 90), thumbnail(0.2)],
	},
	{
		...chloe,
		workflowType: "social_media",
		sources: [verse],
		steps: [trim(0, 0.7), resize(90, 160), thumbnail(0.4)],
	},
	{
		...chloe,
		workflowType: "podcast",
		sources: [talk],
		steps: [trim(0.4, 1), resize(96, 54), toMp3("128k")],
	},
	{
		...dmitri,
		workflowType: "music_video",
		sources: [verse, chorus],
		steps: [concat(2), resize(320, 180, 23), thumbnail(0.5)],
	},
	{
		...dmitri,
		workflowType: "music_video",
		sources: [verse, chorus, outro],
		steps: [concat(3), resize(320, 180, 23), thumbnail(1)],
	},
	{
		...dmitri,
		workflowType: "music_video",
		sources: [verse, chorus, outro],
		steps: [concat(3), trim(0.5, 1.5), resize(128, 72), toMp3("192k")],
	},
	{
		...emi,
		workflowType: "batch_processing",
		sources: [verse, chorus, outro],
		steps: [trim(0, 0.8), resize(96, 54), toMp3("96k")],
	},
	{
		...emi,
		workflowType: "batch_processing",
		sources: [verse, chorus, outro],
		steps: [thumbnail(0.5)],
	},
	{
		...farid,
		workflowType: "podcast",
		sources: [missing],
		steps: [trim(0, 1)],
	},
	{
		...farid,
		workflowType: "podcast",
		sources: [silent],
		steps: [trim(0, 1), resize(128, 72), toMp3("96k")],
	},
	{
		...farid,
		workflowType: "podcast",
		sources: [damaged],
		steps: [resize(128, 72)],
	},
	{
		...gwen,
		workflowType: "podcast",
		sources: [talk],
		steps: [trim(0.6, 1.1), resize(128, 72), toMp3("96k")],
	},
];

/** How many operations the chains come to: a step runs once for each file unless it joins them. */
export function countOperations(chains: readonly Chain[]): number {
	let count = 0;
	for (const chain of chains) {
		let files = chain.sources.length;
		for (const step of chain.steps) {
			if (step.joinsInputs) files = 1;
			count += files;
		}
	}
	return count;
}
