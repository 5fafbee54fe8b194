import type { WireEventInput } from "@ffmpeg-analytics/core";
import {
	EVENT_LIMITS,
	IDENTIFIER_PATTERN,
	PLATFORMS,
	type Platform,
	USER_ID_PATTERN,
} from "@ffmpeg-analytics/core/event-bounds";
import type { AnalyticsOptions } from "../options.ts";
import type { CleanTexts } from "./clean-texts.ts";
import { clamped, wholeNumber } from "./numbers.ts";
import { formatOf, slugOf } from "./words.ts";

/**
 * What the host's `beforeSend` makes of an event, sanitised and checked again; `undefined` if it drops the event.
 * As a text, why the event is dropped although it may not have meant to: it throws, answers later, or answers what
 * is no event. The id stays; members that the wire form does not know are left out.
 */
export function hookedEvent(
	event: WireEventInput,
	hook: NonNullable<AnalyticsOptions["beforeSend"]>,
	cleanTexts: CleanTexts,
): WireEventInput | string | undefined {
	const { id } = event;
	try {
		const answer: unknown = hook(event);
		if (answer === undefined || answer === null) return undefined;
		if (typeof answer !== "object") return NO_EVENT;
		if (isThenable(answer)) {
			answer.then(ignore, ignore);
			return "beforeSend must answer at once, not by a promise";
		}
		return checkedEvent(id, answer, cleanTexts) ?? NO_EVENT;
	} catch {
		return "beforeSend threw";
	}
}

const NO_EVENT = "what beforeSend answers must be an event as it was given one";

function checkedEvent(
	id: string,
	answer: object,
	cleanTexts: CleanTexts,
): WireEventInput | undefined {
	const event = answer as Members;
	const operation = membersOf(event.operation);
	const metrics = membersOf(event.metrics);
	const context = membersOf(event.context);
	const { timestamp, userId, platform } = event;
	const { success, errorMessage } = metrics;
	const type = slugIn(operation.type);
	const { processingTimeMs, timestampMs } = EVENT_LIMITS;
	const instant = clamped(instantIn(timestamp), -timestampMs, timestampMs);
	const processingTime = clamped(metrics.processingTime, 0, processingTimeMs);
	const parameters =
		typeof operation.parameters === "string"
			? cleanTexts.ofParameters(operation.parameters)
			: undefined;
	if (
		type === undefined ||
		instant === undefined ||
		processingTime === undefined ||
		parameters === undefined ||
		typeof success !== "boolean" ||
		!matches(userId, USER_ID_PATTERN) ||
		!PLATFORMS.includes(platform as Platform)
	)
		return undefined;
	return {
		id,
		timestamp: instant,
		userId,
		platform: platform as Platform,
		operation: {
			type,
			inputFormat: formatIn(operation.inputFormat),
			outputFormat: formatIn(operation.outputFormat),
			parameters,
			fileSize: clamped(operation.fileSize, 0, EVENT_LIMITS.bytes) ?? 0,
		},
		metrics: {
			success,
			processingTime,
			errorMessage:
				typeof errorMessage === "string"
					? cleanTexts.ofMessage(errorMessage)
					: undefined,
			memoryUsage: clamped(metrics.memoryUsage, 0, EVENT_LIMITS.bytes),
		},
		context: {
			workflowType: slugIn(context.workflowType),
			sequencePosition: wholeNumber(context.sequencePosition, 0),
			batchSize: wholeNumber(context.batchSize, 1),
			sessionId: matches(context.sessionId, IDENTIFIER_PATTERN)
				? context.sessionId
				: undefined,
		},
	};
}

type Members = Readonly<Record<string, unknown>>;

function membersOf(value: unknown): Members {
	return typeof value === "object" && value !== null ? (value as Members) : {};
}

/** The wire form allows ISO 8601, too. */
function instantIn(value: unknown): unknown {
	return typeof value === "string" ? Math.floor(Date.parse(value)) : value;
}

function slugIn(value: unknown): string | undefined {
	return typeof value === "string" ? slugOf(value) : undefined;
}

function formatIn(value: unknown): string {
	return formatOf(typeof value === "string" ? value : "");
}

function matches(value: unknown, pattern: RegExp): value is string {
	return typeof value === "string" && pattern.test(value);
}

function isThenable(value: object): value is PromiseLike<unknown> {
	return typeof (value as { then?: unknown }).then === "function";
}

function ignore(): void {}
