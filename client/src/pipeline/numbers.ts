/** A number rounded and brought within `[least, most]`; `undefined` if it is none. */
export function clamped(
	value: unknown,
	least: number,
	most: number,
): number | undefined {
	if (typeof value !== "number" || Number.isNaN(value)) return undefined;
	// JSON knows no -0; adding 0 makes it 0.
	return Math.min(Math.max(Math.round(value), least), most) + 0;
}

/** A whole number from `least` up; `undefined` if it is none. */
export function wholeNumber(value: unknown, least: number): number | undefined {
	return Number.isSafeInteger(value) && (value as number) >= least
		? (value as number)
		: undefined;
}
