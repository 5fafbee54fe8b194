import { PLATFORMS, UNSPECIFIED } from "../home/vocabulary";
import { goTo, place } from "../place/navigation";
import type { Place, View } from "../place/place";
import { inWords } from "../words/format";
import { RangePicker } from "./range-picker";
import { workflowTypes } from "./workflow-types";

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
	if (isPattern || !(range || kinds)) return null;
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
						values={workflowTypes(here.workflowType)}
						value={here.workflowType}
						change={(workflowType) => ({ workflowType })}
					/>
				</>
			) : null}
		</search>
	);
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
