import { type CounterValues, createCounters } from "../src/counters.ts";
import { Identities } from "../src/host/identities.ts";
import type { AnalyticsOptions } from "../src/options.ts";
import { CleanTexts } from "../src/pipeline/clean-texts.ts";
import { Recorder } from "../src/recorder.ts";
import { CollectingSink } from "./collecting-sink.ts";

export const TEST_SALT = "the salt of the tests";

/** A recorder over a sink in memory, with all that can be seen of it. */
export interface OpenRecorder {
	readonly recorder: Recorder;
	readonly sink: CollectingSink;
	readonly counters: CounterValues;
	readonly said: readonly string[];
	/** How often the sinks were asked for. */
	opened(): number;
}

export function openRecorder(
	beforeSend?: AnalyticsOptions["beforeSend"],
): OpenRecorder {
	const sink = new CollectingSink();
	const counters = createCounters();
	const said: string[] = [];
	let opened = 0;
	const recorder = new Recorder({
		making: {
			platform: "mcp",
			identities: new Identities(() => TEST_SALT),
			cleanTexts: new CleanTexts(),
		},
		beforeSend,
		openSinks() {
			opened++;
			return [sink];
		},
		counters,
		say: (message) => said.push(message),
	});
	return { recorder, sink, counters, said, opened: () => opened };
}
