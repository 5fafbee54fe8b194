import { computed, effect, signal } from "@preact/signals";

/** What a person chose; the system's own, where they did not. */
export type ThemeChoice = "light" | "dark" | "system";

/** A liking, no secret: it outlives the tab. */
const STORED_AS = "ffmpeg-analytics.theme";

const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const isSystemDark = signal(prefersDark.matches);
prefersDark.addEventListener("change", ({ matches }) => {
	isSystemDark.value = matches;
});

export const themeChoice = signal<ThemeChoice>(recall());

/** What is shown. */
export const theme = computed<"light" | "dark">(() =>
	themeChoice.value === "system"
		? isSystemDark.value
			? "dark"
			: "light"
		: themeChoice.value,
);

/** Keeps the page in the theme that is chosen. */
export function applyTheme(): void {
	effect(() => {
		document.documentElement.dataset.theme = theme.value;
	});
}

/** Chooses, for this browser. */
export function chooseTheme(choice: ThemeChoice): void {
	themeChoice.value = choice;
	try {
		localStorage.setItem(STORED_AS, choice);
	} catch {
		// A browser that keeps nothing: it holds for this page.
	}
}

function recall(): ThemeChoice {
	try {
		const stored = localStorage.getItem(STORED_AS);
		return stored === "light" || stored === "dark" ? stored : "system";
	} catch {
		return "system";
	}
}
