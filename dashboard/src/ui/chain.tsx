import { Fragment } from "preact";

/** The steps of a pattern, as one reads them. */
export function Chain({ steps }: { readonly steps: readonly string[] }) {
	return (
		<span class="chain">
			{steps.map((step, index) => (
				<Fragment key={index}>
					{index > 0 ? (
						<>
							<span class="chain-arrow">
								<span aria-hidden="true">→</span>
								<span class="unseen"> then </span>
							</span>
							<wbr />
						</>
					) : null}
					<span class="chain-step">{step}</span>
				</Fragment>
			))}
		</span>
	);
}
