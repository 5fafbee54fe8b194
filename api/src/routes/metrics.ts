import type { IncomingMessage } from "node:http";
import type { Request } from "express";
import { READING } from "./reading";
import { defineRoute, type Route } from "./route";

/** The figures of a home's process, in whatever form its monitoring reads. */
export interface MetricsSource {
	/** The media type of the text, its version and charset included. */
	readonly contentType: string;
	/** Answers what the figures are now, also while the store is away. */
	read(): Promise<string>;
}

/** `GET /api/v1/metrics` */
export function metricsRoute(source: MetricsSource): Route {
	return defineRoute(
		{
			...READING,
			path: "/api/v1/metrics",
			name: "getMetrics",
			summary: "Metrics of the process",
			description:
				"What this process has done since it started and how it is, as Prometheus scrapes it: events by verdict, requests, jobs, what aggregation has yet to count, the writing of events, failures of the store, memory and event loop. No label tells of a user, an operation or a path. The service's own health, not what people do: that is in the reports.",
			answer: undefined,
			text: source.contentType,
			answerDescription: "The metrics, in the text format of Prometheus.",
		},
		async () => ({
			kind: "stream",
			type: source.contentType,
			chunks: chunksOf(source),
		}),
	);
}

async function* chunksOf(source: MetricsSource): AsyncGenerator<string> {
	yield await source.read();
}

/**
 * The path of the route that took a request, as the app knows it: `/api/v1/templates/:id`. Undefined if
 * none has, because there is no such path, or the request was turned away before.
 */
export function routeOf(request: IncomingMessage): string | undefined {
	const { route } = request as Partial<Pick<Request, "route">>;
	return typeof route?.path === "string" ? route.path : undefined;
}
