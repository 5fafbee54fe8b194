import { ABSENT } from "./table";

/** `1,234`. */
export function formatCount(count: number): string {
	return count.toLocaleString("en-US");
}

/** `87.5 %` for 0.875. */
export function formatShare(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}

/** `84 ms`, `1.24 s`, `3 min 20 s`. */
export function formatMs(ms: number): string {
	if (ms < 999.5) return `${Math.round(ms)} ms`;
	if (ms < 59_995) return `${(ms / 1_000).toFixed(2)} s`;
	const seconds = Math.round(ms / 1_000);
	return `${formatCount(Math.floor(seconds / 60))} min ${seconds % 60} s`;
}

/** `812 B`, `40.1 kB`, `23.4 MB`; powers of 1,000. */
export function formatBytes(bytes: number | null): string {
	if (bytes === null) return ABSENT;
	if (bytes < 1_000) return `${Math.round(bytes)} B`;
	let value = bytes / 1_000;
	let unit = 0;
	// What would be rounded to 1,000 gets the next unit.
	while (value >= 999.95 && unit < UNITS.length - 1) {
		value /= 1_000;
		unit++;
	}
	return `${value.toFixed(1)} ${UNITS[unit]}`;
}

const UNITS = ["kB", "MB", "GB", "TB", "PB"];
