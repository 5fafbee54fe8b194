import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { ask } from "./ask";
import { HomeError } from "./home-error";

/** What is known of what was asked. */
export interface Asked<Answer> {
	/** The answer; while another one is on its way, the one before. */
	readonly data?: Answer | undefined;
	/** With an answer: why that is not refreshed. */
	readonly error?: HomeError | undefined;
	readonly isLoading: boolean;
	/** Asks again. */
	readonly retry: () => void;
}

/** An answer is taken from memory for so long, so that going back shows at once what was there, ms. */
const FRESH_MS = 30_000;

/** Figures that are seen are asked for again so often, and by who comes back after so long, ms. */
const STALE_MS = 60_000;

/** How often all that is shown has been asked for again. */
const refreshes = signal(0);
let refreshedAt = Date.now();
const refreshWhereStale = () => {
	if (Date.now() - refreshedAt >= STALE_MS) refreshAnswers();
};
setInterval(refreshWhereStale, STALE_MS / 4);
document.addEventListener("visibilitychange", refreshWhereStale);

/** Answers in memory; the oldest go. */
const MAX_KEPT = 40;

const kept = new Map<string, { readonly at: number; readonly data: unknown }>();

/** Forgets every answer: somebody else is here now. */
export function forgetAnswers(): void {
	kept.clear();
}

/** Asks again for what is shown, while somebody sees it; until the answers are there, nothing changes. */
export function refreshAnswers(): void {
	if (document.hidden) return;
	refreshedAt = Date.now();
	forgetAnswers();
	refreshes.value++;
}

/**
 * Asks the home whenever the path changes, and each minute that somebody sees it, and keeps showing the last answer until the next is there.
 * Without a path nothing is asked.
 */
export function useAnswer<Answer>(path: string | undefined): Asked<Answer> {
	const [attempt, setAttempt] = useState(0);
	const refresh = refreshes.value;
	const [state, setState] = useState<{
		readonly path?: string | undefined;
		readonly data?: Answer | undefined;
		readonly error?: HomeError | undefined;
	}>(() => ({ path, data: recall<Answer>(path) }));
	useEffect(() => {
		if (path === undefined) return;
		const known = recall<Answer>(path);
		if (known !== undefined) {
			setState({ path, data: known });
			return;
		}
		const abort = new AbortController();
		ask<Answer>(path, abort.signal).then(
			(data) => {
				if (abort.signal.aborted) return;
				remember(path, data);
				setState({ path, data });
			},
			(error: unknown) => {
				if (abort.signal.aborted) return;
				setState((before) => ({
					path,
					data: before.path === path ? before.data : undefined,
					error: asHomeError(error),
				}));
			},
		);
		return () => abort.abort();
	}, [path, attempt, refresh]);
	const isSettled = path === undefined || state.path === path;
	return {
		data: state.data,
		error: isSettled ? state.error : undefined,
		isLoading:
			!isSettled || (state.data === undefined && state.error === undefined),
		retry: () => {
			setState({ path: state.path, data: state.data });
			setAttempt(attempt + 1);
		},
	};
}

function recall<Answer>(path: string | undefined): Answer | undefined {
	const found = path === undefined ? undefined : kept.get(path);
	return found !== undefined && Date.now() - found.at < FRESH_MS
		? (found.data as Answer)
		: undefined;
}

function remember(path: string, data: unknown): void {
	kept.delete(path);
	kept.set(path, { at: Date.now(), data });
	for (const oldest of kept.keys()) {
		if (kept.size <= MAX_KEPT) break;
		kept.delete(oldest);
	}
}

function asHomeError(error: unknown): HomeError {
	return error instanceof HomeError
		? error
		: new HomeError(0, "unreadable", "The home's answer could not be read.");
}
