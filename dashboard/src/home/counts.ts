/** The count of a name, 0 where there is none. Hosts may name a thing `constructor`, as objects do. */
export function countOf(
	counts: Readonly<Record<string, number>>,
	name: string,
): number {
	return Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0;
}
