/** The value that most carry; of equals the first by ASCII; empty if none carries one. */
export function prevailing(values: readonly string[]): string {
	const [first = ""] = values;
	if (values.every((value) => value === first)) return first;
	const counts = new Map<string, number>();
	for (const value of values)
		if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
	let best = "";
	let bestCount = 0;
	for (const [value, count] of counts) {
		if (count > bestCount || (count === bestCount && value < best)) {
			best = value;
			bestCount = count;
		}
	}
	return best;
}
