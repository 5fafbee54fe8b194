import type { Immutable } from "@ffmpeg-analytics/core";
import type { Request } from "express";
import type { z } from "zod";
import type { Access } from "../access/authorize";
import type { ProblemCode } from "../problems";
import type { Reply } from "../reply";
import type { StreamReply } from "../reply-stream";
import { parsePath, parseQuery } from "../requests/query";
import type { RequestBody } from "../requests/request-body";

/** What a route says of itself: by the same words and schemas it is called and documented. */
export interface RouteDescription<Parameters, Query, Body, Answer> {
	readonly method: "GET" | "POST" | "DELETE";
	/** As Express writes it: `/api/v1/templates/:id`. */
	readonly path: string;
	readonly access: Access;
	/** The operation's name in the document, and in clients made from it; unique. */
	readonly name: string;
	/** A few words. */
	readonly summary: string;
	/** For whoever calls it: plain sentences, in Markdown. */
	readonly description: string;
	/** Of the path; each a text. */
	readonly parameters: z.ZodType<Parameters>;
	/** Without one, any query is let through unread. */
	readonly query: z.ZodType<Query> | undefined;
	readonly body: RequestBody<Body>;
	/**
	 * The body of a 200; undefined where it is a stream. Answers are not checked by it at run time; tests
	 * do that.
	 */
	readonly answer: z.ZodType<Answer> | undefined;
	/** Of a stream, a line of NDJSON, or a member of a JSON array. As who sends it back may write it. */
	readonly lines?: z.ZodType;
	/** The media type of an answer that is a plain text; undefined where it is JSON, or lines of it. */
	readonly text?: string;
	/** What the 200 says. */
	readonly answerDescription: string;
	/** Headers that a 200 may carry beside those of every answer. */
	readonly answerHeaders?: readonly "Retry-After"[];
	/** What its own work can end in, beside the problems that follow from the rest. */
	readonly problems: readonly ProblemCode[];
}

/** A request whose path, query and body are as the route says. */
export interface Asked<Parameters, Query, Body> {
	readonly parameters: Parameters;
	readonly query: Query;
	readonly body: Body;
	readonly request: Request;
}

/** What a route replies whose 200 has such a body. */
export type AnswerTo<Answer> = Reply<Immutable<Answer> & object>;

/** What becomes of a request. */
export type RouteReply = Reply | StreamReply;

/** One call of the API. The app asks `access` before it calls `handle`. */
export interface Route
	extends RouteDescription<unknown, unknown, unknown, unknown> {
	/** Throws only what core's use cases throw, and bugs. */
	readonly handle: (request: Request) => Promise<RouteReply>;
}

/** Makes a route that reads its requests by what it says of itself. */
export function defineRoute<Parameters, Query, Body, Answer extends object>(
	description: RouteDescription<Parameters, Query, Body, Answer>,
	handle: (
		asked: Asked<Parameters, Query, Body>,
	) => Promise<AnswerTo<Answer> | StreamReply>,
): Route {
	return {
		...description,
		handle: async (request) => {
			const { parameters, query: querySchema, body: requestBody } = description;
			const query =
				querySchema === undefined
					? undefined
					: parseQuery(request, querySchema);
			if (query?.kind === "problem") return query;
			const body = await requestBody.read(request);
			if (body.kind === "problem") return body;
			const path = parsePath(request, parameters);
			if (path.kind === "problem") return path;
			return handle({
				parameters: path.value,
				query: query?.value as Query,
				body: body.value,
				request,
			});
		},
	};
}
