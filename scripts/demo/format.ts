import { ABSENT } from "./table.ts";

type Maybe<T> = T | null | undefined;

/** `84 ms`, `1.24 s`. */
export function formatMs(ms: unknown): string {
	if (typeof ms !== "number" || !Number.isFinite(ms)) return ABSENT;
	return ms < 999.5 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(2)} s`;
}

/** `87.5 %` for 0.875. */
export function formatRate(rate: Maybe<number>): string {
	return rate == null ? ABSENT : `${(rate * 100).toFixed(1)} %`;
}

/** `1,234`. */
export function formatCount(count: Maybe<number>): string {
	return count == null ? ABSENT : count.toLocaleString("en-US");
}

/** `812 B`, `40.1 kB`, `23.4 MB`; powers of 1,000. */
export function formatBytes(bytes: Maybe<number>): string {
	if (bytes == null) return ABSENT;
	if (bytes < 1_000) return `${bytes} B`;
	if (bytes < 999_950) return `${(bytes / 1e3).toFixed(1)} kB`;
	if (bytes < 999_950_000) return `${(bytes / 1e6).toFixed(1)} MB`;
	return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** `trim 2, resize 1`: the largest first, at most `limit` of them. */
export function formatCounts(
	counts: Maybe<Readonly<Record<string, number>>>,
	limit = 4,
): string {
	const sorted = Object.entries(counts ?? {}).sort(
		([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1),
	);
	if (sorted.length === 0) return ABSENT;
	const shown = sorted.slice(0, limit).map(([name, n]) => `${name} ${n}`);
	if (sorted.length > limit) shown.push(`${sorted.length - limit} more`);
	return shown.join(", ");
}

/** One line of at most `length` code points. */
export function shorten(text: string, length: number): string {
	const points = [...text.replace(/\s+/g, " ").trim()];
	return points.length <= length
		? points.join("")
		: `${points.slice(0, length - 1).join("")}…`;
}
