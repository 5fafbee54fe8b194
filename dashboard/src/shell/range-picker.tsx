import { useEffect, useRef, useState } from "preact/hooks";
import { goTo, place } from "../place/navigation";
import { dayOf, daysOf, lastDay, RANGE_CHOICES, rangeOf } from "../place/range";
import { formatDays } from "../words/format";

/** Which days: some until today, or any. */
export function RangePicker() {
	const { range } = place.value;
	return (
		<div class="range">
			<fieldset class="segments" aria-label="Days">
				{RANGE_CHOICES.map((days) => (
					<button
						key={days}
						type="button"
						aria-pressed={"days" in range && range.days === days}
						onClick={() => goTo({ ...place.value, range: { days } })}
					>
						{days === 365 ? "1 year" : `${days} days`}
					</button>
				))}
			</fieldset>
			<OwnDays />
		</div>
	);
}

function OwnDays() {
	const { range } = place.value;
	const isOwn = "from" in range;
	const details = useRef<HTMLDetailsElement>(null);
	useCloseOutside(details);
	return (
		<details
			class="own-days"
			ref={details}
			onKeyDown={(event) => {
				if (event.key !== "Escape") return;
				event.currentTarget.open = false;
				event.currentTarget.querySelector("summary")?.focus();
			}}
		>
			<summary class={isOwn ? "button is-set" : "button"}>
				{isOwn ? formatDays(range.from, range.to, dayOf(Date.now())) : "Dates"}
			</summary>
			<DaysForm
				onDone={() => {
					if (details.current !== null) details.current.open = false;
				}}
			/>
		</details>
	);
}

function DaysForm({ onDone }: { readonly onDone: () => void }) {
	const days = daysOf(place.value.range, Date.now());
	const [from, setFrom] = useState(days.start);
	const [to, setTo] = useState(lastDay(days));
	const [problem, setProblem] = useState("");
	useEffect(() => {
		setFrom(days.start);
		setTo(lastDay(days));
	}, [days.start, days.end]);
	return (
		<form
			class="days-form"
			onSubmit={(event) => {
				event.preventDefault();
				const range = rangeOf(from, to);
				setProblem(typeof range === "string" ? range : "");
				if (typeof range === "string") return;
				goTo({ ...place.value, range });
				onDone();
			}}
		>
			<label>
				First day
				<input
					type="date"
					value={from}
					max={dayOf(Date.now())}
					onInput={({ currentTarget }) => setFrom(currentTarget.value)}
				/>
			</label>
			<label>
				Last day
				<input
					type="date"
					value={to}
					onInput={({ currentTarget }) => setTo(currentTarget.value)}
				/>
			</label>
			<p class="problem" role="alert">
				{problem}
			</p>
			<button type="submit" class="button primary">
				Show these days
			</button>
		</form>
	);
}

function useCloseOutside(details: {
	readonly current: HTMLDetailsElement | null;
}): void {
	useEffect(() => {
		const close = ({ target }: Event) => {
			const element = details.current;
			if (element?.open && !element.contains(target as Node))
				element.open = false;
		};
		document.addEventListener("pointerdown", close);
		return () => document.removeEventListener("pointerdown", close);
	}, []);
}
