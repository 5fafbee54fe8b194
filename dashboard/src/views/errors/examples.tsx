import type { OperationPage, StoredOperation } from "../../home/answers";
import { pathTo } from "../../home/paths";
import { useAnswer } from "../../home/use-answer";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { Awaited } from "../../ui/states";
import { formatDuration, formatInstant, inWords } from "../../words/format";

/** Examples that are shown. */
const EXAMPLES = 12;

/** The latest operations that failed, with what FFmpeg said, as far as it says nothing private. */
export function Examples({
	operation,
	category,
}: {
	readonly operation?: string | undefined;
	readonly category?: string | undefined;
}) {
	const { platform, workflowType } = place.value;
	const page = useAnswer<OperationPage>(
		pathTo("/operations", {
			outcome: "failed",
			errorCategory: category,
			operation,
			platform,
			workflowType,
			limit: EXAMPLES,
		}),
	);
	return (
		<Awaited asked={page} height={200}>
			{({ operations }) =>
				operations.length === 0 ? (
					<p class="quiet">None among the latest operations.</p>
				) : (
					<ul class="examples">
						{operations.map((one) => (
							<Example key={one.id} failed={one} />
						))}
					</ul>
				)
			}
		</Awaited>
	);
}

function Example({ failed }: { readonly failed: StoredOperation }) {
	const { operation, metrics, timestamp, platform } = failed;
	return (
		<li>
			<div class="example-head">
				<a
					href={hrefOf(
						placeOf(place.value, {
							name: "operations",
							operation: operation.type,
						}),
					)}
				>
					{operation.type}
				</a>
				<span class="tag bad">
					{inWords(metrics.errorCategory ?? "unknown")}
				</span>
				<span class="note">
					{`${operation.inputFormat} → ${operation.outputFormat} · ${platform} · after ${formatDuration(metrics.processingTime)} · `}
					<time dateTime={timestamp}>{formatInstant(timestamp)}</time>
				</span>
			</div>
			<code class="message">{metrics.errorMessage ?? "No message"}</code>
		</li>
	);
}
