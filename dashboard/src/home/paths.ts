import type { Place } from "../place/place";
import { type Days, daysOf } from "../place/range";

/** The path of a call with its parameters; what is undefined is left out. */
export function pathTo(
	path: string,
	parameters: Readonly<Record<string, string | number | undefined>> = {},
): string {
	const query = new URLSearchParams();
	for (const [name, value] of Object.entries(parameters))
		if (value !== undefined) query.set(name, String(value));
	const text = query.toString();
	return text === "" ? path : `${path}?${text}`;
}

/** The days and filters of a place as calls take them. */
export function scopeOf(
	{ range, platform, workflowType }: Place,
	days: Days = daysOf(range, Date.now()),
) {
	return { ...days, platform, workflowType };
}
