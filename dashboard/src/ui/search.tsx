import { amend, place } from "../place/navigation";
import { Icon } from "./icon";

/** What a list is searched for, as the address says it. */
export function Search({ label }: { readonly label: string }) {
	return (
		<div class="search">
			<Icon name="search" />
			<input
				type="search"
				aria-label={label}
				placeholder={label}
				maxLength={100}
				value={place.value.search ?? ""}
				onInput={({ currentTarget }) =>
					amend({ search: currentTarget.value || undefined })
				}
			/>
		</div>
	);
}
