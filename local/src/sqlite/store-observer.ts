import type { FailureKind } from "./failures";

/** Hears what the store goes through, so that figures can tell of it. Must not throw. */
export interface StoreObserver {
	/** A group of events was written, or refused, after so long with the writer. */
	wrote(durationMs: number): void;
	/** SQLite has failed, or the thread that writes has. */
	failed(kind: FailureKind): void;
}

/** For a store that nobody watches. */
export const UNOBSERVED: StoreObserver = {
	wrote: () => undefined,
	failed: () => undefined,
};
