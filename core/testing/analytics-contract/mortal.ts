import type { AnalyticsStore } from "../../src/ports/store";

class Death extends Error {}

/** Lets a process be dead; anything else is an error. */
export function ignoreDeath(error: unknown): void {
	if (!(error instanceof Death)) throw error;
}

/** The real store, seen by a process that dies at its n-th call, before or after its effect. */
export function mortal(
	store: AnalyticsStore,
	steps: number,
	{ afterEffect }: { afterEffect: boolean },
): AnalyticsStore {
	let left = steps;
	let isDead = false;
	return new Proxy(store, {
		get(target, property) {
			const method: unknown = Reflect.get(target, property);
			if (typeof method !== "function") return method;
			return async (...parameters: unknown[]) => {
				const dies = left-- <= 0;
				if (isDead || (dies && !afterEffect)) throw new Death();
				isDead = dies;
				const answer: unknown = await Reflect.apply(method, target, parameters);
				if (dies) throw new Death();
				return answer;
			};
		},
	});
}
