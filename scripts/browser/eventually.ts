import { setTimeout as sleep } from "node:timers/promises";

/** How long something may take to become so, ms. */
const PATIENCE_MS = 5_000;

const POLL_MS = 30;

/** Tries until it does not throw any more; after some seconds throws what it threw last. */
export async function eventually(attempt: () => unknown): Promise<void> {
	const deadline = performance.now() + PATIENCE_MS;
	for (;;) {
		try {
			await attempt();
			return;
		} catch (error) {
			if (performance.now() > deadline) throw error;
			await sleep(POLL_MS);
		}
	}
}
