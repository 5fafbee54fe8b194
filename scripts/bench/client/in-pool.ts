/** Runs actions, so many at a time, and returns their results in the order of the actions. */
export async function inPool<Result>(
	actions: readonly (() => Promise<Result>)[],
	atATime: number,
): Promise<Result[]> {
	const results: Result[] = [];
	let next = 0;
	const work = async () => {
		while (next < actions.length) {
			const place = next++;
			results[place] = await (actions[place] as () => Promise<Result>)();
		}
	};
	await Promise.all(Array.from({ length: atATime }, work));
	return results;
}
