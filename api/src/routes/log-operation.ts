import {
	type Analytics,
	EVENT_LIMITS,
	fieldErrors,
	IN_WORDS,
	instantSchema,
	type RejectionCode,
	type Verdict,
	wireEventSchema,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import type { EventBudget, EventCharge } from "../limits/event-budget";
import {
	invalidRequest,
	type Problem,
	problem,
	retryAfter,
	unavailable,
} from "../problems";
import { answer, ok, type Result } from "../reply";
import { MAX_BODY_BYTES } from "../requests/body";
import { noParameters } from "../requests/query";
import { jsonBody } from "../requests/request-body";
import { type AnswerTo, defineRoute, type Route } from "./route";
import {
	batchAnswerSchema,
	describeVerdicts,
	eventAnswerSchema,
} from "./verdict-view";

type Ingest = Pick<Analytics, "ingest">;

/** `POST /logOperation`: one event, or a batch. What has a key `events` is a batch. */
export function logOperationRoutes(
	analytics: Ingest,
	budget: EventBudget,
): Route[] {
	return [
		defineRoute(
			{
				method: "POST",
				path: "/logOperation",
				access: "ingest",
				name: "logOperation",
				summary: "Report operations",
				description: DESCRIPTION,
				parameters: noParameters,
				query: noParameters,
				body: jsonBody(
					z.union([wireEventSchema, batchSchema(wireEventSchema)]),
					readEvents,
				),
				answer: z.union([eventAnswerSchema, batchAnswerSchema]),
				answerDescription:
					"What became of the event, or of each event of the batch.",
				answerHeaders: ["Retry-After"],
				problems: [
					"invalid_event",
					"too_old",
					"erased",
					"id_conflict",
					"unavailable",
					"event_budget_exceeded",
				],
			},
			async ({ body, request }) => {
				const charge = budget(request);
				if (charge.isSpent()) return nothingStored(charge);
				return body.kind === "batch"
					? logBatch(analytics, body.batch, charge)
					: logOne(analytics, body.event, charge);
			},
		),
	];
}

const DESCRIPTION = `Takes one event, or a batch of up to ${EVENT_LIMITS.eventsPerBatch}; a body that has a member \`events\` is a batch. A body has at most ${MAX_BODY_BYTES / 2 ** 20} MiB, unpacked, and may be sent with \`Content-Encoding: gzip\`.

**Verdicts.** \`stored\`: the event is safe. \`duplicate\`: it was stored before, with the same content. \`rejected\`: it never will be; \`code\` and \`errors\` say why. \`retry\`: it may or may not have been stored; send it again, unchanged, after the seconds that \`Retry-After\` names. A client that sends again whatever says \`retry\`, and whole requests that got no answer or 408, 429 or 5xx, ends with every valid event stored exactly once. One bad event of a batch never harms another.

**Time.** \`timestamp\` is when the operation ended. With \`sentAt\`, the client's clock at sending, made anew on every attempt, timestamps are corrected where that clock is off by more than a minute. What then still lies more than five minutes in the future is set to the time of arrival; what is older than the retention time is rejected, \`too_old\`. What ended before its user was erased is rejected, \`erased\`, within a minute of the erasure.`;

/** A body as it came, told apart; events are looked at by core, each by itself. */
type Events =
	| { readonly kind: "one"; readonly event: object }
	| {
			readonly kind: "batch";
			readonly batch: z.output<typeof rawBatchSchema>;
	  };

function readEvents(body: unknown): Result<Events> {
	if (typeof body !== "object" || body === null || Array.isArray(body))
		return invalidRequest(
			"The body must be an object: one event, or a batch with the events in `events`.",
		);
	if (!Object.hasOwn(body, "events")) return ok({ kind: "one", event: body });
	const batch = rawBatchSchema.safeParse(body, IN_WORDS);
	return batch.success
		? ok({ kind: "batch", batch: batch.data })
		: invalidRequest(
				"The batch is not valid; none of its events was looked at.",
				...fieldErrors(batch.error),
			);
}

function batchSchema<Event extends z.ZodType>(event: Event) {
	return z
		.strictObject({
			sentAt: instantSchema
				.optional()
				.describe("The client's clock when it sent this, made anew every time"),
			events: z
				.array(event, { error: "must be an array of events" })
				.min(1, "must hold at least one event")
				.max(
					EVENT_LIMITS.eventsPerBatch,
					`must hold at most ${EVENT_LIMITS.eventsPerBatch} events`,
				)
				.describe("Each is looked at by itself"),
		})
		.meta({ id: "EventBatch", description: "Several events in one request." });
}

const rawBatchSchema = batchSchema(z.unknown());

async function logOne(
	analytics: Ingest,
	event: object,
	charge: EventCharge,
): Promise<AnswerTo<z.output<typeof eventAnswerSchema>>> {
	const [verdict] = await ingest(analytics, [event], undefined, charge);
	switch (verdict?.status) {
		case "stored":
		case "duplicate":
			return answer({ id: verdict.id, status: verdict.status });
		case "rejected":
			return problem(verdict.code, REJECTIONS[verdict.code], {
				errors: verdict.errors,
			});
		case "retry":
			return nothingStored(charge);
		case undefined:
			throw new Error("an event got no verdict");
	}
}

async function logBatch(
	analytics: Ingest,
	{ events, sentAt }: z.output<typeof rawBatchSchema>,
	charge: EventCharge,
): Promise<AnswerTo<z.output<typeof batchAnswerSchema>>> {
	const verdicts = await ingest(analytics, events, sentAt, charge);
	const count = (status: Verdict["status"]) =>
		verdicts.filter((verdict) => verdict.status === status).length;
	const [stored, duplicates] = [count("stored"), count("duplicate")];
	const retries = count("retry");
	if (retries > 0 && stored + duplicates === 0) return nothingStored(charge);
	return answer(
		{
			stored,
			duplicates,
			rejected: count("rejected"),
			results: describeVerdicts(verdicts),
		},
		retries > 0 ? retryAfter(charge.retryAfterSeconds) : undefined,
	);
}

/** Ingests within the budget; what must come again is not charged. */
async function ingest(
	analytics: Ingest,
	events: readonly unknown[],
	sentAt: number | undefined,
	charge: EventCharge,
): Promise<Verdict[]> {
	let judged = 0;
	try {
		const verdicts = await analytics.ingest(events, {
			sentAt,
			admit: (valid) => charge.admit(valid),
		});
		judged = verdicts.filter(({ status }) => status !== "retry").length;
		return verdicts;
	} finally {
		charge.settle(judged);
	}
}

/** A budget of which nothing is left, or else the store, is to blame. */
function nothingStored({ retryAfterSeconds }: EventCharge): Problem {
	return retryAfterSeconds === undefined
		? unavailable("Nothing could be stored now. Send the same ids again.")
		: problem(
				"event_budget_exceeded",
				"The events of this minute are used up. Send the same ids again.",
				{ headers: retryAfter(retryAfterSeconds) },
			);
}

const REJECTIONS: Readonly<Record<RejectionCode, string>> = {
	invalid_event: "The event was not stored; `errors` names what is wrong.",
	too_old: "The event was not stored: it is older than the retention time.",
	erased:
		"The event was not stored: its user's events up to this time have been erased.",
	id_conflict:
		"The event was not stored: an event with this id and other content is there.",
};
