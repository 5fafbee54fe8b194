import {
	type Analytics,
	type RejectionCode,
	StoreUnavailableError,
	type Verdict,
} from "@ffmpeg-analytics/core";
import { Counter, type Registry } from "@prometheus-io/client";

/** How an event came. */
const SOURCES = ["ingest", "import"] as const;

/** All that may become of an event, as labels. What a rejection is for is its code. */
const LABELS = {
	stored: { verdict: "stored" },
	duplicate: { verdict: "duplicate" },
	retry: { verdict: "retry" },
	invalid_event: { verdict: "rejected", code: "invalid_event" },
	too_old: { verdict: "rejected", code: "too_old" },
	erased: { verdict: "rejected", code: "erased" },
	id_conflict: { verdict: "rejected", code: "id_conflict" },
} as const satisfies Record<
	Exclude<Verdict["status"], "rejected"> | RejectionCode,
	object
>;

type Outcome = keyof typeof LABELS;

/** The use cases, counting the verdicts on events. */
export function countEvents(
	analytics: Analytics,
	registry: Registry,
): Analytics {
	const events = new Counter({
		name: "ffmpeg_analytics_events_total",
		help: "Events that came, by what became of them; rejected ones by code. Events that the store could not take count as retry.",
		labelNames: ["source", "verdict", "code"],
		registers: [registry],
	});
	for (const source of SOURCES)
		for (const labels of Object.values(LABELS))
			if (source === "ingest" || labels.verdict !== "retry")
				events.inc({ source, ...labels }, 0);

	const count = (
		source: (typeof SOURCES)[number],
		verdicts: readonly Verdict[],
	) => {
		const counts = new Map<Outcome, number>();
		for (const verdict of verdicts) {
			const outcome =
				verdict.status === "rejected" ? verdict.code : verdict.status;
			counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
		}
		for (const [outcome, number] of counts)
			events.inc({ source, ...LABELS[outcome] }, number);
	};
	return {
		...analytics,
		async ingest(rawEvents, options) {
			try {
				const verdicts = await analytics.ingest(rawEvents, options);
				count("ingest", verdicts);
				return verdicts;
			} catch (error) {
				if (error instanceof StoreUnavailableError)
					events.inc({ source: "ingest", ...LABELS.retry }, rawEvents.length);
				throw error;
			}
		},
		async importEvents(rawEvents) {
			const verdicts = await analytics.importEvents(rawEvents);
			count("import", verdicts);
			return verdicts;
		},
	};
}
