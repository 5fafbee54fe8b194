// biome-ignore lint/correctness/noUndeclaredDependencies: it is the functions' own, in whose folder this runs
import { Firestore } from "@google-cloud/firestore";
import { createFirestoreHitCounter } from "../../../functions/src/rate-limits/firestore-hit-counter";

/** Who calls whom, how often. */
export interface Scenario {
	readonly instances: number;
	readonly callers: number;
	/** Of each caller, spread over all instances. */
	readonly requestsPerMinute: number;
	/** What a caller may do in a minute, all instances together. */
	readonly limit: number;
	readonly minutes: number;
}

/** What came of it. */
export interface Outcome {
	readonly requests: number;
	readonly admitted: number;
	/** Of the most generously treated caller in their most generous minute. */
	readonly mostAdmitted: number;
}

/** How far the simulated clock moves at a time; exchanges end within a step. */
const STEP_MS = 250;
const MINUTE_MS = 60_000;

/**
 * Plays a scenario against the Firestore of `FIRESTORE_EMULATOR_HOST`, with the product's own counter
 * for each instance and a clock that runs as fast as it can.
 */
export async function simulate(
	projectId: string,
	scenario: Scenario,
): Promise<Outcome> {
	const firestore = new Firestore({ projectId });
	const start = 1_790_000_040_000;
	let now = start;
	const counters = Array.from({ length: scenario.instances }, (_, index) =>
		createFirestoreHitCounter({
			firestore,
			instance: `i${index}`,
			now: () => now,
			onError: (error) => {
				throw error;
			},
		}),
	);
	const admittedOf = new Map<string, number>();
	let requests = 0;
	const random = createRandom();
	for (; now < start + scenario.minutes * MINUTE_MS; now += STEP_MS) {
		const due = requestsUntil(now + STEP_MS - start, scenario);
		for (; requests < due * scenario.callers; requests++) {
			const caller = requests % scenario.callers;
			const counter = counters[Math.floor(random() * scenario.instances)];
			const total = counter?.add(`caller ${caller}`, 1).total ?? 0;
			if (total > scenario.limit) continue;
			const minute = `${caller} ${Math.floor(now / MINUTE_MS)}`;
			admittedOf.set(minute, (admittedOf.get(minute) ?? 0) + 1);
		}
		await Promise.all(counters.map((counter) => counter.settled()));
	}
	await firestore.terminate();
	const admitted = [...admittedOf.values()];
	return {
		requests,
		admitted: admitted.reduce((sum, count) => sum + count, 0),
		mostAdmitted: Math.max(...admitted),
	};
}

/** From 0 to 1, the same in every run (Numerical Recipes' linear congruential generator). */
function createRandom(): () => number {
	let state = 1;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

function requestsUntil(elapsedMs: number, scenario: Scenario): number {
	return Math.floor((elapsedMs / MINUTE_MS) * scenario.requestsPerMinute);
}
