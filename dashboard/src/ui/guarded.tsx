import type { ComponentChildren } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { Empty } from "./states";

/** A view that breaks says so, and leaves the rest of the page as it is. */
export function Guarded({
	children,
}: {
	readonly children: ComponentChildren;
}) {
	const [error, reset] = useErrorBoundary();
	if (error === undefined) return <>{children}</>;
	return (
		<Empty title="This view broke">
			<p role="alert">
				The page met something that it did not expect. The home may be newer
				than the page: loading it again helps then.
			</p>
			<p class="state-actions">
				<button
					type="button"
					class="button primary"
					onClick={() => location.reload()}
				>
					Load the page again
				</button>
				<button type="button" class="button" onClick={reset}>
					Try again
				</button>
			</p>
		</Empty>
	);
}
