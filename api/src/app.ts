import type { IncomingMessage, ServerResponse } from "node:http";
import type {
	AccessSettings,
	Analytics,
	AnalyticsSettings,
} from "@ffmpeg-analytics/core";
import express, { type Express, type RequestHandler } from "express";
import {
	type Authorize,
	createAuthorizer,
	type VerifyAppCheck,
	type VerifyToken,
} from "./access/authorize";
import { createKeyRing } from "./access/key-ring";
import { createHostCheck } from "./access/loopback";
import { createOriginCheck } from "./access/origins";
import type { SignIn } from "./access/sign-in";
import { createBucketOf } from "./limits/caller-bucket";
import { createEventBudget } from "./limits/event-budget";
import type { HitCounter } from "./limits/hit-counter";
import { createRequestLimit } from "./limits/request-limit";
import { createSignInLimit } from "./limits/sign-in-limit";
import type { Logger } from "./logger";
import { problem } from "./problems";
import { createErrorHandler, sendReply } from "./reply";
import { sendStream } from "./reply-stream";
import { exportRoute } from "./routes/export";
import { healthRoutes } from "./routes/health";
import { identifySequenceRoute } from "./routes/identify-sequence";
import { importRoute } from "./routes/import";
import { jobRoutes } from "./routes/jobs";
import { logOperationRoutes } from "./routes/log-operation";
import { type MetricsSource, metricsRoute } from "./routes/metrics";
import { openApiRoute } from "./routes/openapi";
import { reportRoutes } from "./routes/reports";
import type { Route } from "./routes/route";
import { SIGN_IN_PATH, signInRoutes } from "./routes/sign-in";
import { userRoutes } from "./routes/users";

/** What a home gives the HTTP app. */
export interface AppOptions {
	readonly analytics: Analytics;
	readonly access: AccessSettings;
	/** Counts what callers use, for the limits in `access`. */
	readonly hitCounter: HitCounter;
	/** Checks what is no key but may be an ID token; without it only keys are known. */
	readonly verifyToken?: VerifyToken | undefined;
	/** With it, people sign in by e-mail and password for the tokens that `verifyToken` checks. */
	readonly signIn?: SignIn | undefined;
	/** With it, whoever has no ingest key needs an App Check token to ingest. */
	readonly verifyAppCheck?: VerifyAppCheck | undefined;
	/**
	 * How many proxies of ours stand in front, each of which adds its caller's address to
	 * `X-Forwarded-For`. What stands before those is the caller's own word.
	 */
	readonly trustedProxies: number;
	/** Epoch ms. */
	readonly now: () => number;
	/**
	 * Requests that reach the process from this machine itself need no key. Right only where one
	 * process serves one machine; never behind a front end that connects from loopback and does
	 * not say for whom.
	 */
	readonly trustLoopback: boolean;
	/** The minima of `candidates=true` where the caller gives none. */
	readonly candidateMinima?:
		| Pick<AnalyticsSettings, "templateMinFrequency" | "templateMinSuccessRate">
		| undefined;
	/** With it, readers are answered it at `/api/v1/metrics`; without it, there is no such path. */
	readonly metrics?: MetricsSource | undefined;
	/** The files of a page for people, where the home serves one. */
	readonly page?: PageHandler | undefined;
	readonly log: Logger;
	/** What `/api/v1/health` shows. */
	readonly version: string;
}

/**
 * Answers requests for its files, and leaves the others to the app by `next`. Its headers replace the
 * app's. It comes after the check of `Host`, and before any limit: files are no secret, and cost nothing.
 */
export type PageHandler = (
	request: IncomingMessage,
	response: ServerResponse,
	next: () => void,
) => void;

/**
 * The HTTP app of both homes. It opens nothing and keeps nothing between requests but counts of
 * hits; time-outs of slow connections and TLS are the home's.
 */
export function createApp(options: AppOptions): Express {
	const { analytics, access, trustLoopback, metrics, log } = options;
	const keyRing = createKeyRing(access);
	const authorize = createAuthorizer({ ...options, keyRing });
	const limited = {
		counter: options.hitCounter,
		bucketOf: createBucketOf(keyRing, trustLoopback),
		now: options.now,
		log,
	};
	const eventBudget = createEventBudget({
		...limited,
		limit: access.rateLimitEventsPerMinute,
	});
	const app = express();
	app.set("trust proxy", options.trustedProxies);
	app.disable("x-powered-by");
	app.disable("etag");
	app.enable("case sensitive routing");
	app.use(securityHeaders);
	if (trustLoopback) app.use(createHostCheck());
	if (options.page !== undefined) app.use(options.page);
	app.use(createOriginCheck(access.corsOrigins));
	// Before any token is checked or any body is read.
	app.use(
		createRequestLimit({
			...limited,
			name: "requests",
			limit: access.rateLimitPerMinute,
		}),
	);
	app.use(SIGN_IN_PATH, createSignInLimit(limited));
	const described = [
		...logOperationRoutes(analytics, eventBudget),
		// Before the sequences: its path could be that of one.
		identifySequenceRoute(analytics, authorize),
		...reportRoutes(analytics, options.candidateMinima),
		...jobRoutes(analytics, options.now),
		...userRoutes(analytics),
		exportRoute(analytics),
		importRoute(analytics),
		...signInRoutes(options.signIn),
		...healthRoutes(analytics, options.version),
		...(metrics === undefined ? [] : [metricsRoute(metrics)]),
	];
	const routes = [...described, openApiRoute(described, options.version)];
	for (const [path, ofPath] of Map.groupBy(routes, ({ path }) => path)) {
		// Express answers HEAD where GET is.
		for (const route of ofPath)
			app[REGISTRARS[route.method]](path, createHandler(route, authorize));
		app.all(path, refuseMethod(allowedMethods(ofPath)));
	}
	app.use((_request, response) => {
		sendReply(response, problem("not_found", "There is no such path."));
	});
	app.use(createErrorHandler(log));
	return app;
}

/** How Express calls what it registers a method's handlers by. */
const REGISTRARS = { GET: "get", POST: "post", DELETE: "delete" } as const;

const SECURITY_HEADERS = new Map([
	["Cache-Control", "no-store"],
	["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
	["Cross-Origin-Resource-Policy", "same-origin"],
	["X-Content-Type-Options", "nosniff"],
]);

const securityHeaders: RequestHandler = (_request, response, next) => {
	response.setHeaders(SECURITY_HEADERS);
	// An app that this one is mounted in may have named itself.
	response.removeHeader("X-Powered-By");
	next();
};

function createHandler(route: Route, authorize: Authorize): RequestHandler {
	return async (request, response, next) => {
		// By hand, because this must not rest on the Express that a home happens to resolve.
		try {
			const refusal = await authorize(request, route.access);
			const reply = refusal ?? (await route.handle(request));
			if (reply.kind === "stream") await sendStream(response, reply);
			else sendReply(response, reply);
		} catch (error) {
			next(error);
		}
	};
}

/** As the header `Allow` writes them. */
function allowedMethods(routes: readonly Route[]): string {
	const methods = routes.map(({ method }) =>
		method === "GET" ? "GET, HEAD" : method,
	);
	return [...methods, "OPTIONS"].join(", ");
}

function refuseMethod(allow: string): RequestHandler {
	return (request, response) => {
		if (request.method === "OPTIONS")
			response.status(204).set("Allow", allow).end();
		else
			sendReply(
				response,
				problem(
					"method_not_allowed",
					`${request.method} is not allowed here; allowed: ${allow}.`,
					{ headers: { Allow: allow } },
				),
			);
	};
}
