import type { Template, TemplateList } from "../../home/answers";
import { useAnswer } from "../../home/use-answer";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { Chain } from "../../ui/chain";
import { Search } from "../../ui/search";
import { Awaited, Empty } from "../../ui/states";
import { holdsText } from "../../ui/table-rows";
import { formatCompact, formatRate, plural } from "../../words/format";
import { Recipe } from "./recipe";

/** The templates: all of them, and the one that is chosen as the recipe it is. */
export function Templates({
	template,
}: {
	readonly template: string | undefined;
}) {
	const { search = "" } = place.value;
	const list = useAnswer<TemplateList>("/templates");
	return (
		<Awaited asked={list} height={700}>
			{({ templates }) => {
				const sorted = inOrder(templates);
				const chosen =
					template === undefined
						? sorted[0]
						: sorted.find(({ id }) => id === template);
				if (sorted.length === 0) return <NoTemplates />;
				const found = sorted.filter(
					({ name, pattern }) =>
						holdsText(name, search) || holdsText(pattern, search),
				);
				return (
					<div
						class={
							template === undefined ? "templates" : "templates has-chosen"
						}
					>
						<nav aria-label="Templates">
							<p class="note">
								{`${plural(countActive(sorted), "sequence")} worth one call, by the calls that would save`}
							</p>
							<Search label="Search templates" />
							<ul>
								{found.map((one) => (
									<li key={one.id}>
										<Entry template={one} isChosen={one === chosen} />
									</li>
								))}
							</ul>
							<p class="quiet" role="status">
								{found.length === 0
									? `Nothing here is called “${search}”.`
									: ""}
							</p>
						</nav>
						{chosen === undefined ? (
							<Empty title="There is no such template">
								<p>Its sequence is gone, or the address is mistyped.</p>
							</Empty>
						) : (
							<Recipe key={chosen.id} template={chosen} />
						)}
					</div>
				);
			}}
		</Awaited>
	);
}

function Entry({
	template,
	isChosen,
}: {
	readonly template: Template;
	readonly isChosen: boolean;
}) {
	const { id, name, operations, evidence, status } = template;
	return (
		<a
			href={hrefOf({
				...placeOf(place.value, { name: "templates", template: id }),
				search: place.value.search,
			})}
			aria-current={isChosen ? "true" : undefined}
		>
			<strong>{name}</strong>
			<Chain steps={operations} />
			<span class="note">
				{status === "retired"
					? "Retired: people no longer repeat it"
					: `${formatCompact(evidence.frequency)} times · ${formatRate(evidence.successRate)} succeed`}
			</span>
		</a>
	);
}

function NoTemplates() {
	return (
		<Empty title="No templates yet">
			<p>
				A template is made of a sequence that is repeated often and mostly
				succeeds. The home looks for them once an hour; to have it look now
				(with an admin key, where it asks for keys):
			</p>
			<pre>{`curl -X POST ${location.origin}/api/v1/jobs/templates`}</pre>
			<p>
				<a href={hrefOf(placeOf(place.value, { name: "workflows" }))}>
					What people repeat so far
				</a>
			</p>
		</Empty>
	);
}

/** Active ones first, then by the calls that they would have saved. */
function inOrder(templates: readonly Template[]): readonly Template[] {
	const saved = ({ evidence, estimatedSavings, status }: Template) =>
		status === "retired" ? -1 : evidence.frequency * estimatedSavings.toolCalls;
	return [...templates].sort((a, b) => saved(b) - saved(a));
}

function countActive(templates: readonly Template[]): number {
	return templates.filter(({ status }) => status === "active").length;
}
