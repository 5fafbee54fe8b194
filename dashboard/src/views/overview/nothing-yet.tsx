import { goTo, place } from "../../place/navigation";
import { Empty } from "../../ui/states";

/** No operation in sight: how the first comes, or where the others are. */
export function NothingYet({ isEver }: { readonly isEver: boolean }) {
	const { platform, workflowType } = place.value;
	if (isEver || platform !== undefined || workflowType !== undefined)
		return (
			<Empty title="No operations in these days">
				<p>There are some at other times, or without the filters.</p>
				<p class="state-actions">
					<button
						type="button"
						class="button primary"
						onClick={() =>
							goTo({ view: place.value.view, range: { days: 365 } })
						}
					>
						Show the whole year
					</button>
				</p>
			</Empty>
		);
	return (
		<Empty title="No operations yet">
			<p>
				This page fills as hosts report what they do with FFmpeg. New events are
				counted within a minute or so.
			</p>
			<ol class="first-steps">
				<li>
					<strong>See it with invented users.</strong> On the machine that
					serves this page, in another terminal:{" "}
					<code>npm run demo -- --endpoint {location.origin}</code> runs real
					FFmpeg and reports every operation.
				</li>
				<li>
					<strong>Report from a host</strong> by the client:
					<pre>{CLIENT}</pre>
				</li>
				<li>
					<strong>Or by HTTP</strong>, from anything that can post JSON:
					<pre>{POST}</pre>
					<a href="/api/v1/openapi.json">All calls</a>
				</li>
			</ol>
		</Empty>
	);
}

const CLIENT = `import { AnalyticsService } from "@ffmpeg-analytics/client";
const analytics = new AnalyticsService({ platform: "mcp", endpoint: "${location.origin}" });
await analytics.measure({ userId, operationType: "to_mp3", parameters }, () => runFfmpeg());`;

const POST = `curl ${location.origin}/logOperation -H 'Content-Type: application/json' -d '{
  "id": "first-event", "timestamp": "${new Date().toISOString()}", "platform": "mcp",
  "userId": "${"0123456789abcdef".repeat(4)}",
  "operation": { "type": "trim", "inputFormat": "mp4", "outputFormat": "mp4",
                 "parameters": "{}", "fileSize": 1048576 },
  "metrics": { "success": true, "processingTime": 420 } }'`;
