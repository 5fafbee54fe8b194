import type { StoredOperation } from "../../home/answers";
import { LOOKED_THROUGH } from "../../home/vocabulary";
import { place } from "../../place/navigation";
import { hrefOf, placeOf } from "../../place/place";
import { Icon } from "../../ui/icon";
import { Empty, Failed } from "../../ui/states";
import {
	formatBytes,
	formatClock,
	formatCount,
	formatDuration,
	formatInstant,
	inWords,
} from "../../words/format";
import { liveState } from "./live-state";
import { useLatest } from "./use-latest";

/** The last operations as they come. */
export function Live() {
	const { operations, error, isPaused, setPaused, arrived, look } = useLatest();
	return (
		<div class="card live">
			<header class="card-head">
				<p class="live-state" role="status">
					<span
						class={isPaused || error ? "pulse off" : "pulse"}
						aria-hidden="true"
					/>
					{liveState({ isPaused, hasFailed: error !== undefined, arrived })}
				</p>
				<button
					type="button"
					class="button"
					onClick={() => setPaused(!isPaused)}
				>
					<Icon name={isPaused ? "play" : "pause"} />
					{isPaused ? "Go on" : "Pause"}
				</button>
			</header>
			{error === undefined ? null : <Failed error={error} onRetry={look} />}
			{operations === undefined ? (
				error === undefined ? (
					<div class="skeleton" style={{ height: "480px" }} />
				) : null
			) : operations.length === 0 ? (
				<NothingHere />
			) : (
				<ul class="live-list" aria-label="Last operations, the latest first">
					{operations.map((operation) => (
						<Line key={operation.id} operation={operation} />
					))}
				</ul>
			)}
		</div>
	);
}

function NothingHere() {
	const { platform, workflowType } = place.value;
	if (platform !== undefined || workflowType !== undefined)
		return (
			<Empty
				title={`None among the latest ${formatCount(LOOKED_THROUGH)} operations`}
			>
				<p>Choose fewer filters above, or wait for the next one.</p>
			</Empty>
		);
	return (
		<Empty title="Nothing has come yet">
			<p>
				What hosts report shows up here within seconds. To see it move:{" "}
				<code>npm run demo -- --endpoint {location.origin}</code>
			</p>
		</Empty>
	);
}

function Line({ operation: stored }: { readonly operation: StoredOperation }) {
	const { operation, metrics, context, timestamp, platform } = stored;
	return (
		<li class={metrics.success ? undefined : "has-failed"}>
			<details>
				<summary>
					<time dateTime={timestamp} title={formatInstant(timestamp)}>
						{formatClock(timestamp, Date.now())}
					</time>
					<span class={metrics.success ? "outcome ok" : "outcome failed"}>
						{metrics.success
							? "ok"
							: inWords(metrics.errorCategory ?? "failed")}
					</span>
					<strong>{operation.type}</strong>
					<span class="live-what">
						{`${operation.inputFormat} → ${operation.outputFormat}`}
					</span>
					<span class="live-who">
						{[platform, inWords(context.workflowType ?? "")]
							.filter((text) => text !== "")
							.join(" · ")}
					</span>
					<span class="live-time">
						{formatDuration(metrics.processingTime)}
					</span>
				</summary>
				<Details stored={stored} />
			</details>
		</li>
	);
}

function Details({ stored }: { readonly stored: StoredOperation }) {
	const { operation, metrics, context, userId, timestamp } = stored;
	return (
		<div class="live-details">
			{metrics.errorMessage === undefined ? null : (
				<code class="message">{metrics.errorMessage}</code>
			)}
			<code class="message">{operation.parameters}</code>
			<p class="note">
				{[
					formatInstant(timestamp),
					`${formatBytes(operation.fileSize)} in`,
					metrics.memoryUsage === undefined
						? ""
						: `${formatBytes(metrics.memoryUsage)} of memory`,
					context.batchSize === undefined
						? ""
						: `batch of ${context.batchSize}`,
					`user ${userId.slice(0, 8)}…`,
				]
					.filter((text) => text !== "")
					.join(" · ")}
				{" · "}
				<a
					href={hrefOf(
						placeOf(place.value, {
							name: "operations",
							operation: operation.type,
						}),
					)}
				>
					{`All of ${operation.type}`}
				</a>
			</p>
		</div>
	);
}
