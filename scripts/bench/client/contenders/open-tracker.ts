import { operationOf } from "../event.ts";
import { openAmplitude } from "./amplitude.ts";
import type { ContenderName } from "./contender.ts";
import { openFloor } from "./floor.ts";
import { openMixpanel } from "./mixpanel.ts";
import { openOurs } from "./ours.ts";
import { openPosthog } from "./posthog.ts";
import { openRudderstack } from "./rudderstack.ts";
import { openSegment } from "./segment.ts";
import type { OpenTracker, Place, Tracker } from "./tracker.ts";

const OPEN: Readonly<Record<ContenderName, OpenTracker>> = {
	array: openArray,
	floor: openFloor,
	ours: openOurs,
	"ours-spool": openOurs,
	posthog: openPosthog,
	segment: openSegment,
	rudderstack: openRudderstack,
	mixpanel: openMixpanel,
	amplitude: openAmplitude,
};

/** Opens a contender. */
export async function openTracker(
	name: ContenderName,
	place: Place,
): Promise<Tracker> {
	return await OPEN[name](place);
}

/** Keeps what it is given, and delivers nothing. */
function openArray(): Tracker {
	const operations: unknown[] = [];
	return {
		track: (index) => operations.push(operationOf(index)),
		shutdown: async () => {},
	};
}
