/** Drawn by hand on a grid of 24, strokes of 1.75. */
const PATHS = {
	overview: "M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-3H4zM14 7h6V4h-6z",
	operations: "M4 6h16M4 12h16M4 18h10",
	workflows: "M5 5h4v4H5zM15 15h4v4h-4zM15 5h4v4h-4zM9 7h6M9 7c4 0 2 10 6 10",
	templates:
		"M8 4h9a2 2 0 0 1 2 2v10M5 8h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM8 13h3M8 16h3",
	errors: "M12 4 3 19h18zM12 10v4M12 16.5v.01",
	live: "M3 12h4l3-7 4 14 3-7h4",
	habit: "M4 7h10l-3-3M20 17H10l3 3M4 7v4M20 17v-4",
	savings: "M13 3 5 14h6l-1 7 8-11h-6z",
	favourite:
		"m12 4 2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.7-5 2.7 1.1-5.5L4 9.7 9.6 9z",
	effect:
		"M12 3v4M12 17v4M3 12h4M17 12h4M6 6l2.5 2.5M15.5 15.5 18 18M18 6l-2.5 2.5M8.5 15.5 6 18",
	batch: "m12 3 9 5-9 5-9-5zM3 12.5l9 5 9-5M3 16.5l9 5 9-5",
	failure: "M12 4 3 19h18zM12 10v4M12 16.5v.01",
	slow: "M12 8v4l3 2M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0z",
	light:
		"M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0z",
	dark: "M20 14.5A8.5 8.5 0 0 1 9.5 4 8.5 8.5 0 1 0 20 14.5z",
	system: "M4 5h16v11H4zM9 20h6M12 16v4",
	copy: "M9 9h10v10H9zM15 9V5H5v10h4",
	download: "M12 4v11M7.5 10.5 12 15l4.5-4.5M5 20h14",
	pause: "M8 5v14M16 5v14",
	play: "M7 5l12 7-12 7z",
	search: "M20 20l-4.5-4.5M17 10.5a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z",
	back: "M14 6l-6 6 6 6",
	signOut: "M14 4h5v16h-5M10 8l-4 4 4 4M6 12h9",
	check: "m5 12.5 4.5 4.5L19 7",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

/** An icon beside words; silent for screen readers. */
export function Icon({ name }: { readonly name: IconName }) {
	return (
		<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
			<path d={PATHS[name]} />
		</svg>
	);
}
