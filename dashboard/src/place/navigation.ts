import { signal } from "@preact/signals";
import { hrefOf, type Place, parsePlace } from "./place";

/** Where the page is; follows the address, back and forward included. */
export const place = signal<Place>(read());

/** Goes there, as by a link: back comes here again. */
export function goTo(to: Place): void {
	history.pushState(null, "", hrefOf(to));
	place.value = read();
}

/** Says in the address what has changed of the place, without a step that back would undo. */
export function amend(change: Partial<Place>): void {
	history.replaceState(null, "", hrefOf({ ...place.value, ...change }));
	place.value = read();
}

/** Follows the browser's buttons, and links of the page without loading it again. */
export function watchAddress(onArrive: () => void): void {
	addEventListener("popstate", () => {
		place.value = read();
	});
	document.addEventListener("click", (event) => {
		const link = (event.target as Element).closest("a");
		if (link === null || isNotOurs(event, link)) return;
		event.preventDefault();
		history.pushState(null, "", link.href);
		place.value = read();
		scrollTo(0, 0);
		onArrive();
	});
}

/** So that readers of the screen hear where they have come to. */
export function focusHeading(): void {
	document.querySelector<HTMLElement>("h1")?.focus();
}

function isNotOurs(event: MouseEvent, link: HTMLAnchorElement): boolean {
	return (
		event.defaultPrevented ||
		event.button !== 0 ||
		event.metaKey ||
		event.ctrlKey ||
		event.shiftKey ||
		event.altKey ||
		link.target !== "" ||
		link.hasAttribute("download") ||
		link.origin !== location.origin ||
		link.pathname.startsWith("/api/") ||
		link.hash !== ""
	);
}

function read(): Place {
	return parsePlace(location.pathname, location.search);
}
