import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** A part of a view, under a heading of its own. */
export function Card({
	title,
	note,
	action,
	className = "",
	isBusy = false,
	children,
}: {
	readonly title: string;
	/** What one should know of the figures, in a few words. */
	readonly note?: ComponentChildren;
	readonly action?: ComponentChildren;
	readonly className?: string;
	/** Whether newer figures are on their way. */
	readonly isBusy?: boolean;
	readonly children: ComponentChildren;
}) {
	const id = useId();
	return (
		<section
			class={`card ${className}`}
			aria-labelledby={id}
			aria-busy={isBusy}
		>
			<header class="card-head">
				<div>
					<h2 id={id}>{title}</h2>
					{note === undefined ? null : <p class="note">{note}</p>}
				</div>
				{action}
			</header>
			{children}
		</section>
	);
}
