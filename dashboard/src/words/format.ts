const whole = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat("en", {
	notation: "compact",
	maximumFractionDigits: 1,
});
const oneDigit = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });
const threeDigits = new Intl.NumberFormat("en-GB", {
	maximumSignificantDigits: 3,
});

/** A number of things, in full. */
export function formatCount(count: number): string {
	return whole.format(count);
}

/** A number of things, where there is little room: `12.3k`. */
export function formatCompact(count: number): string {
	return count < 10_000
		? whole.format(count)
		: compact.format(count).replace("K", "k");
}

/** A rate, 0 to 1, as per cent. Only what is all says 100 %, and only what is none says 0 %. */
export function formatRate(rate: number): string {
	const percent = rate * 100;
	if (percent > 0 && percent < 0.1) return "< 0.1\u00a0%";
	if (percent < 100 && percent > 99.9) return "> 99.9\u00a0%";
	return `${percent < 10 || percent > 90 ? oneDigit.format(percent) : whole.format(percent)}\u00a0%`;
}

/** A time in ms, as one says it: `420 ms`, `12.3 s`, `4 min 20 s`, `2 h 5 min`. */
export function formatDuration(milliseconds: number): string {
	if (milliseconds === 0) return "0 ms";
	if (milliseconds < 1) return "< 1 ms";
	if (milliseconds < 999.5) return `${whole.format(milliseconds)} ms`;
	const seconds = milliseconds / 1000;
	if (seconds < 59.95) return `${threeDigits.format(seconds)} s`;
	const minutes = Math.round(seconds) / 60;
	if (minutes < 60) return inTwo(minutes, "min", "s");
	const hours = Math.round(minutes) / 60;
	return hours < 48
		? inTwo(hours, "h", "min")
		: inTwo(Math.round(hours) / 24, "d", "h", 24);
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** A number of bytes, in steps of a thousand: `1.5 GB`. */
export function formatBytes(bytes: number): string {
	let value = bytes;
	let unit = 0;
	while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
		value /= 1000;
		unit++;
	}
	return `${threeDigits.format(value)} ${BYTE_UNITS[unit]}`;
}

const dayAndMonth = new Intl.DateTimeFormat("en-GB", {
	timeZone: "UTC",
	day: "numeric",
	month: "short",
});
const fullDay = new Intl.DateTimeFormat("en-GB", {
	timeZone: "UTC",
	day: "numeric",
	month: "short",
	year: "numeric",
});
const monthAndYear = new Intl.DateTimeFormat("en-GB", {
	timeZone: "UTC",
	month: "short",
	year: "numeric",
});

/** A UTC day `2026-11-22`: `22 Nov`. */
export function formatDay(day: string): string {
	return dayAndMonth.format(Date.parse(day));
}

/** A UTC day with its year. */
export function formatFullDay(day: string): string {
	return fullDay.format(Date.parse(day));
}

/** From one UTC day to another; with years, unless both are in the year of `today`. */
export function formatDays(from: string, to: string, today: string): string {
	const year = today.slice(0, 4);
	const isThisYear = from.startsWith(year) && to.startsWith(year);
	const format = isThisYear ? formatDay : formatFullDay;
	return `${format(from)} – ${format(to)}`;
}

/** A UTC month `2026-11`: `Nov 2026`. */
export function formatMonth(month: string): string {
	return monthAndYear.format(Date.parse(`${month}-01`));
}

const instant = new Intl.DateTimeFormat("en-GB", {
	timeZone: "UTC",
	day: "numeric",
	month: "short",
	hour: "2-digit",
	minute: "2-digit",
});
const clock = new Intl.DateTimeFormat("en-GB", {
	timeZone: "UTC",
	hour: "2-digit",
	minute: "2-digit",
	second: "2-digit",
});

/** An instant, ISO 8601, in UTC as the days of charts are: `22 Nov, 14:05`. */
export function formatInstant(iso: string): string {
	return instant.format(Date.parse(iso));
}

/** The time of day, UTC, of an instant of the last hours, ISO 8601; of an older one the day, too. */
export function formatClock(iso: string, now: number): string {
	const at = Date.parse(iso);
	return now - at < CLOCK_MS ? clock.format(at) : instant.format(at);
}

/** Within it a time of day is clear, ms. */
const CLOCK_MS = 12 * 60 * 60 * 1000;

/** A workflow type, or an error's category, as a person says it: `music video`. */
export function inWords(slug: string): string {
	return slug.replaceAll(/[_.-]+/g, " ");
}

/** The words of a list: `a, b and c`. */
export function joinWords(words: readonly string[]): string {
	return words.length < 2
		? words.join("")
		: `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The noun as the number wants it. */
export function plural(
	count: number,
	one: string,
	many: string = `${one}s`,
): string {
	return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function inTwo(
	value: number,
	unit: string,
	smaller: string,
	parts = 60,
): string {
	const whole = Math.floor(value + 1e-9);
	const rest = Math.round((value - whole) * parts);
	return rest === 0
		? `${whole} ${unit}`
		: `${whole} ${unit} ${rest} ${smaller}`;
}
