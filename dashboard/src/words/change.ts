import { formatRate } from "./format";

/** How a figure stands beside the one of the days before. */
export interface Change {
	/** For people: `+12 %`, `−1.3 points`. */
	readonly text: string;
	/** What it means for whoever owns the service. */
	readonly tone: "better" | "worse" | "neutral";
}

/** Below this a figure counts as unchanged. */
const LEAST_CHANGE = 0.001;

/** More than this many times as much says nothing as per cent. */
const MOST_PERCENT = 10;

/** What nearly all is rounded to: "> 99.9 %" behind a sign is hard to read. */
const ALMOST_ALL = 0.999;

/** The change of a number; undefined where there was nothing before. `more` says what growth means. */
export function changeOf(
	now: number,
	before: number,
	more: Change["tone"],
): Change | undefined {
	if (before === 0) return undefined;
	const change = now / before - 1;
	const size = Math.abs(change);
	if (size < LEAST_CHANGE) return UNCHANGED;
	const text =
		change >= MOST_PERCENT
			? `${Math.round(now / before)} times`
			: signed(
					change,
					formatRate(size < 1 ? Math.min(size, ALMOST_ALL) : size),
				);
	return { text, tone: toneOf(change, more) };
}

/** The change of a rate, in points of per cent. */
export function changeOfRate(now: number, before: number): Change {
	const change = now - before;
	if (Math.abs(change) < LEAST_CHANGE / 2) return UNCHANGED;
	const points = (Math.abs(change) * 100).toFixed(1);
	return {
		text: signed(change, `${points} points`),
		tone: toneOf(change, "better"),
	};
}

const UNCHANGED: Change = { text: "unchanged", tone: "neutral" };

function toneOf(change: number, more: Change["tone"]): Change["tone"] {
	if (more === "neutral") return "neutral";
	const isBetter = change > 0 === (more === "better");
	return isBetter ? "better" : "worse";
}

function signed(change: number, text: string): string {
	return `${change > 0 ? "+" : "−"}${text}`;
}
