const MINUTE_MS = 60_000;

/**
 * Tells of something that may happen thousands of times a second: at once of the first, and then
 * once a minute how many there were. `tell` gets how many it stands for, and the last of them.
 */
export function onceAMinute<Event>(
	tell: (count: number, last: Event) => void,
): (event: Event) => void {
	let count = 0;
	let last: Event;
	let waiting: NodeJS.Timeout | undefined;
	const tellNow = () => {
		waiting = undefined;
		if (count === 0) return;
		tell(count, last);
		count = 0;
		waiting = setTimeout(tellNow, MINUTE_MS).unref();
	};
	return (event) => {
		count += 1;
		last = event;
		if (waiting === undefined) tellNow();
	};
}
