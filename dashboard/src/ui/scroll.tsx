import type { ComponentChildren } from "preact";

/** What may be wider or longer than its place: it scrolls by itself, by the keyboard too. */
export function Scroll({
	label,
	children,
}: {
	readonly label: string;
	readonly children: ComponentChildren;
}) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: without a mouse one scrolls what has the focus
		<section class="scroll" aria-label={label} tabIndex={0}>
			{children}
		</section>
	);
}
