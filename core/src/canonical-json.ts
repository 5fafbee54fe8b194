/** JSON with sorted keys: equal contents give equal texts, whatever order a store keeps. */
export function canonicalJson(value: unknown): string | undefined {
	return JSON.stringify(value, (_key, nested: unknown) =>
		typeof nested === "object" && nested !== null && !Array.isArray(nested)
			? Object.fromEntries(
					Object.entries(nested).sort(([a], [b]) => (a < b ? -1 : 1)),
				)
			: nested,
	);
}
