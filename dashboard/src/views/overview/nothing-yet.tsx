import { useEffect } from "preact/hooks";
import type { UsageStatistics } from "../../home/answers";
import { credentials } from "../../home/credentials";
import { pathTo } from "../../home/paths";
import { refreshAnswers, useAnswer } from "../../home/use-answer";
import { goTo, place } from "../../place/navigation";
import { daysOf } from "../../place/range";
import { Awaited, Empty } from "../../ui/states";

/** No operation in sight: how the first comes, or where the others are. */
export function NothingYet() {
	const days = daysOf({ days: YEAR_DAYS }, Date.now());
	const year = useAnswer<UsageStatistics>(pathTo("/usage", { ...days }));
	return (
		<Awaited asked={year} height={400}>
			{({ totalOperations }) =>
				totalOperations > 0 ? <NotHere /> : <FirstSteps />
			}
		</Awaited>
	);
}

const YEAR_DAYS = 365;

function NotHere() {
	return (
		<Empty title="No operations in these days">
			<p>There are some at other times, or without the filters.</p>
			<p class="state-actions">
				<button
					type="button"
					class="button primary"
					onClick={() =>
						goTo({ view: place.value.view, range: { days: YEAR_DAYS } })
					}
				>
					Show the whole year
				</button>
			</p>
		</Empty>
	);
}

/** How soon the first operation shows, ms. */
const POLL_MS = 10_000;

function FirstSteps() {
	useEffect(() => {
		const timer = setInterval(refreshAnswers, POLL_MS);
		return () => clearInterval(timer);
	}, []);
	return (
		<Empty title="No operations yet">
			<p>
				This page fills as hosts report what they do with FFmpeg. New events are
				counted within a minute or so.
			</p>
			<ol class="steps first-steps">
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
			{credentials.value === undefined ? null : (
				<p class="note">
					This home asks for keys: add{" "}
					<code>--key ADMIN_KEY --ingest-key INGEST_KEY</code> to the demo, and{" "}
					<code>-H 'Authorization: Bearer INGEST_KEY'</code> to curl.
				</p>
			)}
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
