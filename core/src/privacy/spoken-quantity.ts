import { DOT } from "./ascii";
import { skipDigits } from "./quantity";

/** Whether `text` is a duration in words: `1h2m3s`, `00h01m`, `1m30.5s`, `2h`. */
export function isSpokenDuration(text: string): boolean {
	if (text.length > LONGEST_DURATION) return false;
	let unit = 0;
	let i = 0;
	while (i < text.length) {
		let end = skipDigits(text, i);
		if (end === i || end - i > 4) return false;
		if (text.charCodeAt(end) === DOT) {
			const fraction = skipDigits(text, end + 1);
			if (fraction === end + 1 || fraction - end > 4) return false;
			end = fraction;
		}
		const next = DURATION_UNITS.indexOf(text.charAt(end), unit) + 1;
		if (next === 0 || end === text.length) return false;
		unit = next;
		i = end + 1;
	}
	return unit > 0;
}

/** Whether `text` is a size of which one side is left open: `640x?`, `?x480`. */
export function isHalfSize(text: string): boolean {
	const first = text.startsWith("?x") ? 2 : 0;
	const end = skipDigits(text, first);
	const digits = end - first;
	return (
		digits > 0 &&
		digits <= 5 &&
		(first > 0 ? end === text.length : text.slice(end) === "x?")
	);
}

const LONGEST_DURATION = 20;
const DURATION_UNITS = "dhms";
