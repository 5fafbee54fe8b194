/**
 * Attempts a commit until no other run wins, so many times at most. Returns what the last attempt
 * came to: `conflict` if others won every time.
 */
export async function untilCommitted<Outcome extends string>(
	attempts: number,
	attempt: () => Promise<Outcome>,
): Promise<Outcome | "conflict"> {
	for (let conflicts = 0; conflicts < attempts; conflicts++) {
		const outcome = await attempt();
		if (outcome !== "conflict") return outcome;
	}
	return "conflict";
}
