import { useEffect, useRef } from "preact/hooks";
import { signInNeeded } from "./home/ask";
import { credentials } from "./home/credentials";
import { focusHeading, place } from "./place/navigation";
import type { View } from "./place/place";
import { Filters } from "./shell/filters";
import { Navigation } from "./shell/navigation";
import { TitleBar } from "./shell/title-bar";
import { SignIn } from "./sign-in/sign-in";
import { Guarded } from "./ui/guarded";
import { Empty } from "./ui/states";
import { Errors } from "./views/errors/errors";
import { Live } from "./views/live/live";
import { OperationPage } from "./views/operations/operation-page";
import { Operations } from "./views/operations/operations";
import { Overview } from "./views/overview/overview";
import { Templates } from "./views/templates/templates";
import { PatternPage } from "./views/workflows/pattern-page";
import { Workflows } from "./views/workflows/workflows";

/** The page: where one is says what is shown. */
export function App() {
	const { view } = place.value;
	const isOutside = signInNeeded.value !== "no";
	useEffect(() => {
		document.title = `${isOutside ? "Sign in" : titleOf(view)} · FFmpeg Operation Analytics`;
	}, [isOutside, view]);
	const wasOutside = useRef(false);
	useEffect(() => {
		if (wasOutside.current !== isOutside) focusHeading();
		wasOutside.current = isOutside;
	}, [isOutside]);
	if (isOutside) return <SignIn />;
	return (
		<>
			<a class="skip" href="#main">
				Skip to the figures
			</a>
			<Navigation />
			<div class="page">
				<TitleBar title={titleOf(view)} view={view} />
				<Filters view={view} />
				{/* Another person sees nothing of what was there. */}
				<main id="main" tabIndex={-1} key={credentials.value?.kind}>
					<Guarded key={view.name}>{shown(view)}</Guarded>
				</main>
			</div>
		</>
	);
}

function shown(view: View) {
	switch (view.name) {
		case "overview":
			return <Overview />;
		case "operations":
			return view.operation === undefined ? (
				<Operations />
			) : (
				<OperationPage key={view.operation} operation={view.operation} />
			);
		case "workflows":
			return view.pattern === undefined ? (
				<Workflows />
			) : (
				<PatternPage key={view.pattern} pattern={view.pattern} />
			);
		case "templates":
			return <Templates template={view.template} />;
		case "errors":
			return <Errors category={view.category} />;
		case "live":
			return <Live />;
		case "unknown":
			return (
				<Empty title="There is no such page">
					<p>
						<a href="/">The overview</a> is a place to begin.
					</p>
				</Empty>
			);
	}
}

function titleOf(view: View): string {
	switch (view.name) {
		case "overview":
			return "Overview";
		case "operations":
			return view.operation ?? "Operations";
		case "workflows":
			return view.pattern?.replaceAll("->", " → ") ?? "Workflows";
		case "templates":
			return "Templates";
		case "errors":
			return "Errors";
		case "live":
			return "Live";
		case "unknown":
			return "Not found";
	}
}
