import type { ComponentChildren } from "preact";

/** One line of a list of bars. */
export interface Bar {
	readonly key: string;
	readonly label: ComponentChildren;
	/** How long the bar is. */
	readonly value: number;
	/** What stands at its end. */
	readonly figure: string;
	/** A second figure, less loud. */
	readonly aside?: string | undefined;
	readonly href?: string | undefined;
}

/** A list in which one sees at once what is much and what is little. */
export function BarList({
	bars,
	label,
	tone = "accent",
}: {
	readonly bars: readonly Bar[];
	/** What the list is of, for screen readers. */
	readonly label: string;
	readonly tone?: "accent" | "bad";
}) {
	const most = Math.max(...bars.map(({ value }) => value), 1);
	return (
		<ul class={`bars bars-${tone}`} aria-label={label}>
			{bars.map((bar) => (
				<li key={bar.key}>
					<span
						class="bar"
						style={{ width: `${Math.max((bar.value / most) * 100, 0.5)}%` }}
					/>
					{bar.href === undefined ? (
						<span class="bar-label">{bar.label}</span>
					) : (
						<a class="bar-label" href={bar.href}>
							{bar.label}
						</a>
					)}
					{bar.aside === undefined ? null : (
						<span class="bar-aside">{bar.aside}</span>
					)}
					<span class="bar-figure">{bar.figure}</span>
				</li>
			))}
		</ul>
	);
}
