import {
	type Analytics,
	EVENT_LIMITS,
	fieldErrors,
	instantSchema,
	type RejectionCode,
	type Verdict,
} from "@ffmpeg-analytics/core";
import { z } from "zod";
import type { EventBudget, EventCharge } from "../limits/event-budget";
import { invalidRequest, problem, retryAfter, unavailable } from "../problems";
import { answer, type Reply } from "../reply";
import { readJson } from "../requests/json-body";
import { noParameters, parseQuery } from "../requests/query";
import type { Route } from "./route";

type Ingest = Pick<Analytics, "ingest">;

/** `POST /logOperation`: one event, or a batch. What has a key `events` is a batch. */
export function logOperationRoutes(
	analytics: Ingest,
	budget: EventBudget,
): Route[] {
	return [
		{
			method: "POST",
			path: "/logOperation",
			access: "ingest",
			handle: async (request) => {
				const query = parseQuery(request, noParameters);
				if (query.kind === "problem") return query;
				const json = await readJson(request);
				if (json.kind === "problem") return json;
				const body = json.value;
				if (typeof body !== "object" || body === null || Array.isArray(body))
					return invalidRequest(
						"The body must be an object: one event, or a batch with the events in `events`.",
					);
				const charge = budget(request);
				return Object.hasOwn(body, "events")
					? logBatch(analytics, body, charge)
					: logOne(analytics, body, charge);
			},
		},
	];
}

async function logOne(
	analytics: Ingest,
	event: object,
	charge: EventCharge,
): Promise<Reply> {
	const [verdict] = await analytics.ingest([event], { admit: charge.admit });
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

const batchSchema = z.strictObject({
	sentAt: instantSchema.optional(),
	events: z
		.array(z.unknown(), { error: "must be an array of events" })
		.min(1, "must hold at least one event")
		.max(
			EVENT_LIMITS.eventsPerBatch,
			`must hold at most ${EVENT_LIMITS.eventsPerBatch} events`,
		),
});

async function logBatch(
	analytics: Ingest,
	body: object,
	charge: EventCharge,
): Promise<Reply> {
	const batch = batchSchema.safeParse(body);
	if (!batch.success)
		return invalidRequest(
			"The batch is not valid; none of its events was looked at.",
			...fieldErrors(batch.error),
		);
	const { events, sentAt } = batch.data;
	const verdicts = await analytics.ingest(events, {
		sentAt,
		admit: charge.admit,
	});
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
			results: verdicts.map(describeVerdict),
		},
		retries > 0 ? retryAfter(charge.retryAfterSeconds) : undefined,
	);
}

/** What became of one event of a batch, in the words of the wire. */
function describeVerdict(verdict: Verdict, index: number): object {
	const { id, status } = verdict;
	return status === "rejected"
		? { index, id, status, code: verdict.code, errors: verdict.errors }
		: { index, id, status };
}

/** A budget of which nothing is left, or else the store, is to blame. */
function nothingStored({ retryAfterSeconds }: EventCharge): Reply {
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
	id_conflict:
		"The event was not stored: an event with this id and other content is there.",
};
