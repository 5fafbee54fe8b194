import {
	compareByTime,
	inStepOrder,
	type Operation,
} from "../sessions/session";
import { unpackSession } from "./packed-session";
import { hasSessionId } from "./trace-name";
import type { UserRecord } from "./user-record";

/**
 * What a user did last, as far as it was counted: of the session that holds their latest operation,
 * the operations that ended at or after `from` (epoch ms), in the order of their steps.
 *
 * Exact where `from` is not before the record's sessions are let go (`RECENT_MS` ago). The latest
 * session is then at hand: it is of the current month, and never among the oldest that go where a user
 * has too many events, because it alone is not too many.
 */
export function latestOperations(
	{ current }: UserRecord,
	from: number,
): Operation[] {
	let latest: readonly Operation[] = [];
	let isNamed = false;
	for (const [traceName, { sessions }] of Object.entries(current.traces)) {
		const packed = sessions.at(-1);
		if (packed === undefined) continue;
		const session = unpackSession(current, packed);
		if (!endsAfter(session, latest)) continue;
		latest = session;
		isNamed = hasSessionId(traceName);
	}
	return inStepOrder(latest, isNamed).filter(
		({ timestamp }) => timestamp >= from,
	);
}

/** Both in time order. */
function endsAfter(a: readonly Operation[], b: readonly Operation[]): boolean {
	const [lastOfA, lastOfB] = [a.at(-1), b.at(-1)];
	if (lastOfA === undefined || lastOfB === undefined)
		return lastOfA !== undefined;
	return compareByTime(lastOfA, lastOfB) > 0;
}
