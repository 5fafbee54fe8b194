import type { DailyReport } from "../home/answers";
import { pathTo, scopeOf } from "../home/paths";
import { useAnswer } from "../home/use-answer";
import { OTHER, PLATFORMS, UNSPECIFIED } from "../home/vocabulary";
import { goTo, place } from "../place/navigation";
import type { Place, View } from "../place/place";
import { inWords } from "../words/format";
import { RangePicker } from "./range-picker";

/** Which of the filters a view heeds. */
const HEEDED: Record<
	View["name"],
	{ readonly range: boolean; readonly kinds: boolean }
> = {
	overview: { range: true, kinds: true },
	operations: { range: true, kinds: true },
	workflows: { range: true, kinds: true },
	templates: { range: false, kinds: false },
	errors: { range: true, kinds: true },
	live: { range: false, kinds: true },
	unknown: { range: false, kinds: false },
};

/** What the figures are of. */
export function Filters({ view }: { readonly view: View }) {
	const here = place.value;
	// Patterns keep no days: one of them is shown over the months that are kept.
	const isPattern = view.name === "workflows" && view.pattern !== undefined;
	const { range, kinds } = HEEDED[view.name];
	const isShown = !isPattern && (range || kinds);
	const types = useWorkflowTypes(isShown && kinds, here);
	if (!isShown) return null;
	return (
		<search class="filters" aria-label="Filters">
			{range ? <RangePicker /> : null}
			{kinds ? (
				<>
					<Choice
						label="Platform"
						all="All platforms"
						values={PLATFORMS}
						value={here.platform}
						change={(platform) => ({ platform })}
					/>
					<Choice
						label="Workflow type"
						all="All workflow types"
						values={types}
						value={here.workflowType}
						change={(workflowType) => ({ workflowType })}
					/>
				</>
			) : null}
			<abbr class="note" title="All days and times are UTC">
				UTC
			</abbr>
		</search>
	);
}

/** Names in the filter, at most: the commonest. */
const MAX_TYPES = 20;

/** The workflow types of these days, the commonest first, and the one that is chosen. */
function useWorkflowTypes(isWanted: boolean, here: Place): readonly string[] {
	const { workflowType, ...others } = scopeOf(here);
	const { data } = useAnswer<DailyReport>(
		isWanted
			? pathTo("/usage/daily", {
					...others,
					by: "workflowType",
					limit: MAX_TYPES,
				})
			: undefined,
	);
	const known = (data?.keys ?? []).filter((key) => key !== OTHER);
	return workflowType === undefined || known.includes(workflowType)
		? known
		: [...known, workflowType];
}

function Choice({
	label,
	all,
	values,
	value,
	change,
}: {
	readonly label: string;
	readonly all: string;
	readonly values: readonly string[];
	readonly value: string | undefined;
	readonly change: (value: string | undefined) => Partial<Place>;
}) {
	return (
		<select
			aria-label={label}
			class={value === undefined ? "select" : "select is-set"}
			value={value ?? ""}
			onChange={({ currentTarget }) =>
				goTo({ ...place.value, ...change(currentTarget.value || undefined) })
			}
		>
			<option value="">{all}</option>
			{values.map((name) => (
				<option key={name} value={name}>
					{name === UNSPECIFIED ? "no workflow type" : inWords(name)}
				</option>
			))}
		</select>
	);
}
