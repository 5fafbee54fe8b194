import { credentials, forget } from "../home/credentials";
import { forgetAnswers } from "../home/use-answer";
import { place } from "../place/navigation";
import { hrefOf, placeOf, type View } from "../place/place";
import { Icon } from "../ui/icon";
import { chooseTheme, type ThemeChoice, themeChoice } from "../ui/theme";

/** Where one is, and what concerns the person rather than the figures. */
export function TitleBar({
	title,
	view,
}: {
	readonly title: string;
	readonly view: View;
}) {
	return (
		<header class="title-bar">
			<div class="title">
				<UpLink view={view} />
				<h1 tabIndex={-1}>{title}</h1>
			</div>
			<ThemeSwitch />
			<SignOut />
		</header>
	);
}

/** Back from one thing to the list of all. */
function UpLink({ view }: { readonly view: View }) {
	const isItem =
		(view.name === "operations" && view.operation !== undefined) ||
		(view.name === "workflows" && view.pattern !== undefined);
	if (!isItem) return null;
	const all = view.name === "operations" ? "Operations" : "Workflows";
	return (
		<a class="up" href={hrefOf(placeOf(place.value, { name: view.name }))}>
			<Icon name="back" />
			{all}
		</a>
	);
}

const NEXT_THEME: Record<ThemeChoice, ThemeChoice> = {
	system: "light",
	light: "dark",
	dark: "system",
};

function ThemeSwitch() {
	const choice = themeChoice.value;
	return (
		<button
			type="button"
			class="button icon-button"
			aria-label={`Colours: ${choice}. Change to ${NEXT_THEME[choice]}`}
			title={`Colours: ${choice}`}
			onClick={() => chooseTheme(NEXT_THEME[choice])}
		>
			<Icon name={choice} />
		</button>
	);
}

function SignOut() {
	const held = credentials.value;
	if (held === undefined) return null;
	return (
		<button
			type="button"
			class="button icon-button"
			aria-label="Sign out"
			title={held.kind === "key" ? "Sign out" : `Sign out ${held.email}`}
			onClick={() => {
				forgetAnswers();
				forget();
			}}
		>
			<Icon name="signOut" />
		</button>
	);
}
