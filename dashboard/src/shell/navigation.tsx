import { place } from "../place/navigation";
import { hrefOf, placeOf, type View } from "../place/place";
import { Icon, type IconName } from "../ui/icon";

const VIEWS: readonly {
	readonly name: View["name"] & IconName;
	readonly title: string;
}[] = [
	{ name: "overview", title: "Overview" },
	{ name: "operations", title: "Operations" },
	{ name: "workflows", title: "Workflows" },
	{ name: "templates", title: "Templates" },
	{ name: "errors", title: "Errors" },
	{ name: "live", title: "Live" },
];

/** The views; days and filters stay from one to the next. */
export function Navigation() {
	const here = place.value;
	return (
		<nav class="nav" aria-label="Views">
			<a class="brand" href="/" aria-label="FFmpeg Operation Analytics">
				<img src="/icon.svg" alt="" width="24" height="24" />
				<span>
					FFmpeg <small>Operation Analytics</small>
				</span>
			</a>
			<ul>
				{VIEWS.map(({ name, title }) => (
					<li key={name}>
						<a
							href={hrefOf(placeOf(here, { name }))}
							aria-current={here.view.name === name ? "page" : undefined}
						>
							<Icon name={name} />
							<span>{title}</span>
						</a>
					</li>
				))}
			</ul>
		</nav>
	);
}
