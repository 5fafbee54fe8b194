import { Scroll } from "../../ui/scroll";
import { formatCompact, formatDuration, formatRate } from "../../words/format";

/** A platform, or a workflow type, and how it fares. */
export interface Kind {
	readonly key: string;
	readonly name: string;
	readonly operations: number;
	readonly share: number;
	readonly uniqueUsers: number;
	readonly successRate: number;
	readonly avgProcessingTime: number;
	/** The same view of this kind alone. */
	readonly href: string;
}

/** What is used by how many, how well it goes, and how fast. */
export function KindTable({
	heading,
	kinds,
}: {
	readonly heading: string;
	readonly kinds: readonly Kind[];
}) {
	return (
		<Scroll label={`${heading}, as a table`}>
			<table>
				<thead>
					<tr>
						<th scope="col">{heading}</th>
						{["Operations", "Share", "Users", "Success", "Mean time"].map(
							(title) => (
								<th key={title} scope="col" class="figure">
									{title}
								</th>
							),
						)}
					</tr>
				</thead>
				<tbody>
					{kinds.map((kind) => (
						<tr key={kind.key}>
							<th scope="row">
								<a href={kind.href}>{kind.name}</a>
							</th>
							<td class="figure">{formatCompact(kind.operations)}</td>
							<td class="figure">{formatRate(kind.share)}</td>
							<td class="figure">{formatCompact(kind.uniqueUsers)}</td>
							<td class="figure">{formatRate(kind.successRate)}</td>
							<td class="figure">{formatDuration(kind.avgProcessingTime)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</Scroll>
	);
}
