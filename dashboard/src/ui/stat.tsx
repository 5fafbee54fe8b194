import type { ComponentChildren } from "preact";

/** A figure with its name, and a word on it. */
export interface Stat {
	readonly title: string;
	readonly value: ComponentChildren;
	readonly note?: string | undefined;
}

/** Figures side by side. */
export function Stats({ stats }: { readonly stats: readonly Stat[] }) {
	return (
		<dl class="stats">
			{stats.map(({ title, value, note }) => (
				<div key={title}>
					<dt>{title}</dt>
					<dd>
						<span class="stat-value">{value}</span>
						{note === undefined ? null : <span class="note">{note}</span>}
					</dd>
				</div>
			))}
		</dl>
	);
}
