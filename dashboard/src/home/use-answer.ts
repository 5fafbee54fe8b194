import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { ask } from "./ask";
import { HomeError } from "./home-error";

/** What is known of what was asked. */
export interface Asked<Answer> {
	/** The answer; while another one is on its way, the one before. */
	readonly data?: Answer | undefined;
	readonly error?: HomeError | undefined;
	readonly isLoading: boolean;
	/** Asks again. */
	readonly retry: () => void;
}

/** An answer is taken from memory for so long, so that going back shows at once what was there, ms. */
const FRESH_MS = 30_000;

/** Who comes back to the page after so long sees what is new, ms. */
const STALE_MS = 60_000;

/** How often somebody has come back to figures that may be stale. */
const returns = signal(0);
let leftAt = 0;
document.addEventListener("visibilitychange", () => {
	if (document.hidden) leftAt = Date.now();
	else if (Date.now() - leftAt > STALE_MS) returns.value++;
});

/** Answers in memory; the oldest go. */
const MAX_KEPT = 40;

const kept = new Map<string, { readonly at: number; readonly data: unknown }>();

/** Forgets every answer: somebody else is here now. */
export function forgetAnswers(): void {
	kept.clear();
}

/**
 * Asks the home whenever the path changes, or somebody comes back to the page after a while, and keeps showing the last answer until the next is there.
 * Without a path nothing is asked.
 */
export function useAnswer<Answer>(path: string | undefined): Asked<Answer> {
	const [attempt, setAttempt] = useState(0);
	const returned = returns.value;
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
				setState({ path, error: asHomeError(error) });
			},
		);
		return () => abort.abort();
	}, [path, attempt, returned]);
	const isSettled = path === undefined || state.path === path;
	return {
		data: state.data,
		error: isSettled ? state.error : undefined,
		isLoading:
			!isSettled || (state.data === undefined && state.error === undefined),
		retry: () => {
			setState({ data: state.data });
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
