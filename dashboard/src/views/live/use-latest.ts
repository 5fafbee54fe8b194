import { useEffect, useState } from "preact/hooks";
import type { OperationPage, StoredOperation } from "../../home/answers";
import { ask } from "../../home/ask";
import { HomeError } from "../../home/home-error";
import { pathTo } from "../../home/paths";
import { place } from "../../place/navigation";
import { SHOWN } from "./live-state";

/** How often the home is asked, ms: 15 times a minute, of the 600 that it answers by default. */
const INTERVAL_MS = 4_000;

/** What {@link useLatest} knows. */
export interface Latest {
	/** The latest first; undefined until the home has answered. */
	readonly operations?: readonly StoredOperation[] | undefined;
	/** How many the last look brought. */
	readonly arrived: number;
	readonly error?: HomeError | undefined;
}

/** The last operations: looks again and again, only while it is seen and nobody has paused it. */
export function useLatest() {
	const { platform, workflowType } = place.value;
	const path = pathTo("/operations", { limit: SHOWN, platform, workflowType });
	const [latest, setLatest] = useState<Latest>({ arrived: 0 });
	const [isPaused, setPaused] = useState(false);
	const [attempt, setAttempt] = useState(0);
	useEffect(() => setLatest({ arrived: 0 }), [path]);
	useEffect(() => {
		if (isPaused) return;
		const abort = new AbortController();
		let timer: ReturnType<typeof setTimeout> | undefined;
		let isLooking = false;
		const look = async () => {
			if (document.hidden || isLooking) return;
			clearTimeout(timer);
			isLooking = true;
			try {
				const { operations } = await ask<OperationPage>(path, abort.signal);
				setLatest((before) => ({
					operations,
					arrived: countNew(before.operations, operations),
				}));
			} catch (error) {
				if (abort.signal.aborted) return;
				setLatest((before) => ({
					...before,
					arrived: 0,
					error: asError(error),
				}));
			}
			isLooking = false;
			if (!abort.signal.aborted) timer = setTimeout(look, INTERVAL_MS);
		};
		void look();
		document.addEventListener("visibilitychange", look);
		return () => {
			abort.abort();
			clearTimeout(timer);
			document.removeEventListener("visibilitychange", look);
		};
	}, [path, isPaused, attempt]);
	return {
		...latest,
		isPaused,
		setPaused,
		look: () => setAttempt(attempt + 1),
	};
}

function countNew(
	before: readonly StoredOperation[] | undefined,
	now: readonly StoredOperation[],
): number {
	if (before === undefined) return 0;
	const known = new Set(before.map(({ id }) => id));
	return now.filter(({ id }) => !known.has(id)).length;
}

function asError(error: unknown): HomeError {
	return error instanceof HomeError
		? error
		: new HomeError(0, "unreadable", "The home's answer could not be read.");
}
