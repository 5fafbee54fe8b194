import type {
	IdentifiedSequence,
	OperationSequencePattern,
	UsageStatistics,
} from "@ffmpeg-analytics/core";
import { type CounterValues, createCounters } from "./counters.ts";
import { Identities } from "./host/identities.ts";
import { installSalt } from "./host/salt.ts";
import { createSay } from "./host/say.ts";
import {
	type MeasuredOperation,
	type Measurement,
	measure,
} from "./measure.ts";
import type { AnalyticsOptions } from "./options.ts";
import { CleanTexts } from "./pipeline/clean-texts.ts";
import { Recorder } from "./recorder.ts";
import { AnalyticsError } from "./reports/analytics-error.ts";
import type { ReportClient } from "./reports/report-client.ts";
import { askedOperations, askedUser } from "./reports/sequence-question.ts";
import {
	type Session,
	type SessionOptions,
	Sessions,
	type Track,
} from "./session.ts";
import {
	type ClientSettings,
	readSettings,
	type SettingsOutcome,
} from "./settings.ts";
import { hasSinks, openSinks } from "./sinks/open-sinks.ts";
import { holdsAnything } from "./spool/spool.ts";
import type { TrackedOperation } from "./tracked-operation.ts";

/**
 * Reports what a host does with FFmpeg. Nothing but reports ever throws, rejects or waits; nothing is written
 * to stdout; nothing keeps the process alive, but for a `flush()` or `shutdown()` that is under way. Where
 * somebody has opted out, or a setting is wrong (which is said on stderr), tracking does nothing at all, and
 * reports reject.
 *
 * What is tracked when the process ends by itself or by `process.exit` is kept in the spool, where there is a
 * data folder. Signals are the host's: one that handles them calls `shutdown()`.
 */
export class AnalyticsService {
	// Not `#`: a host may have the service behind a Proxy, on which such members throw.
	private readonly outcome: SettingsOutcome;
	private readonly counts = createCounters();
	private readonly identities: Identities | undefined;
	private readonly recorder: Recorder | undefined;
	/** Absent where nothing is to be done. */
	private readonly track: Track | undefined;
	private readonly sessions: Sessions;

	constructor(options: AnalyticsOptions) {
		this.outcome = readSettings(options, process.env);
		if (this.outcome.state === "wrong") say(`off: ${this.outcome.reason}`);
		if (this.outcome.state === "on") {
			const { settings } = this.outcome;
			this.identities = new Identities(
				() => settings.salt ?? installSalt(settings.installFolder, say),
			);
			if (hasSinks(settings))
				this.recorder = createRecorder(settings, this.identities, this.counts);
		}
		this.track = this.tracking();
		this.sessions = new Sessions(this.track);
		// Passed on without its service, as a listener is, tracking would throw.
		this.trackFfmpegOperation = this.trackFfmpegOperation.bind(this);
		this.measure = this.measure.bind(this);
	}

	/**
	 * Reports one operation that has ended. Returns within microseconds; the operation is captured as it is
	 * now. One that no event can be made of is counted as `invalid`, and said once.
	 */
	trackFfmpegOperation(operation: TrackedOperation): void {
		this.track?.(operation);
	}

	/**
	 * Runs `run`, reports how long it took and whether it succeeded, and returns what it answered, or throws
	 * what it threw. What is known only afterwards, `run` adds by what it is given. See `Measurement`.
	 */
	measure<Result>(
		operation: MeasuredOperation,
		run: (measurement: Measurement) => Result,
	): Result {
		return measure(operation, run, this.track);
	}

	/** Groups operations, and numbers them in their order: a chain of steps, or a batch. */
	session(options: SessionOptions = {}): Session {
		return this.sessions.open(options ?? {});
	}

	/**
	 * Resolves once everything tracked before this call is delivered, or safe in the spool or metrics file, or
	 * counted as dropped: what a serverless host awaits before it answers. Without a spool that is as long as the
	 * home is away, or `deadlineMs` where it is given; what is not delivered by then still waits.
	 */
	async flush(deadlineMs?: number): Promise<void> {
		await this.recorder?.flush(checkedMs(deadlineMs));
	}

	/**
	 * Delivers for `deadlineMs` (default: the option `shutdownDeadlineMs`, 5,000), keeps the rest in the spool,
	 * and lets go of everything. What is tracked afterwards is dropped. Safe to call twice.
	 */
	async shutdown(deadlineMs?: number): Promise<void> {
		if (this.outcome.state !== "on") return;
		const { shutdownDeadlineMs } = this.outcome.settings.delivery;
		await this.recorder?.close(checkedMs(deadlineMs) ?? shutdownDeadlineMs);
	}

	/** What became of the operations so far. */
	counters(): CounterValues {
		return { ...this.counts };
	}

	/**
	 * The longest known sequence that these operations of a user end in; without `operations`, their own of the
	 * last `timeframeMinutes`. An ingest key may ask with operations, a reader's key either way.
	 *
	 * @throws {AnalyticsError} as every report, in a rejection: also where the client is off
	 */
	async identifyOperationSequence(
		userId: string,
		operations?: readonly string[] | undefined,
		timeframeMinutes = 10,
	): Promise<IdentifiedSequence> {
		const { settings, identities } = this.reporting();
		const user = askedUser(userId);
		const types = askedOperations(operations);
		const client = await reportClient(
			settings,
			settings.readerKey ?? settings.ingestKey,
		);
		return client.identify(identities.hash(user), types, timeframeMinutes);
	}

	/**
	 * What was done, how often, how fast and how well, on the UTC days from that of `startDate` to that of
	 * `endDate`.
	 *
	 * @throws {AnalyticsError} as every report, in a rejection: also where the client is off
	 */
	async generateUsageReport(
		startDate: Date | string,
		endDate: Date | string,
	): Promise<UsageStatistics> {
		const { settings } = this.reporting();
		const client = await reportClient(settings, settings.readerKey);
		return client.usage(startDate, endDate);
	}

	/**
	 * The sequences worth a template, by frequency, descending.
	 *
	 * @throws {AnalyticsError} as every report, in a rejection: also where the client is off
	 */
	async getTemplateCandidates(
		minFrequency = 5,
		minSuccessRate = 0.8,
	): Promise<readonly OperationSequencePattern[]> {
		const { settings } = this.reporting();
		const client = await reportClient(settings, settings.readerKey);
		return client.candidates(minFrequency, minSuccessRate);
	}

	private tracking(): Track | undefined {
		const { recorder, counts } = this;
		if (recorder !== undefined)
			return (operation, context) => recorder.track(operation, context);
		if (this.outcome.state !== "on") return undefined;
		return () => {
			counts.tracked++;
		};
	}

	private reporting(): { settings: ClientSettings; identities: Identities } {
		const { outcome, identities } = this;
		if (outcome.state === "on" && identities !== undefined)
			return { settings: outcome.settings, identities };
		throw new AnalyticsError(
			"off",
			outcome.state === "wrong"
				? `the client is off: ${outcome.reason}`
				: "the client is off: somebody has opted out (ANALYTICS_ENABLED, DO_NOT_TRACK, or the option `enabled`)",
		);
	}
}

/** What the services of a process have to say, they say once. */
const say = createSay();

function createRecorder(
	settings: ClientSettings,
	identities: Identities,
	counters: CounterValues,
): Recorder {
	const { platform, beforeSend, spoolFolder } = settings;
	const recorder = new Recorder({
		making: { platform, identities, cleanTexts: new CleanTexts() },
		beforeSend,
		openSinks: () => openSinks(settings, counters, say),
		counters,
		say,
	});
	if (spoolFolder !== undefined && holdsAnything(spoolFolder))
		recorder.resume();
	return recorder;
}

const REPORT_TIMEOUT_MS = 30_000;

/** A day: timers cannot wait for ever. */
const LONGEST_MS = 86_400_000;

/** A time that timers can wait for; undefined if it is none. */
function checkedMs(ms: number | undefined): number | undefined {
	return typeof ms === "number" && ms >= 0
		? Math.min(ms, LONGEST_MS)
		: undefined;
}

async function reportClient(
	{ endpoint }: ClientSettings,
	key: string | undefined,
): Promise<ReportClient> {
	const { createReportClient } = await import("./reports/report-client.ts");
	return createReportClient({ endpoint, key, timeoutMs: REPORT_TIMEOUT_MS });
}
