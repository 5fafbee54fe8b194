import type { AccessSettings } from "@ffmpeg-analytics/core";
import type { Request } from "express";
import { type Problem, problem } from "../problems";
import { DependencyUnavailableError } from "../reply";
import { bearerTokenOf } from "./bearer-token";
import type { Grant, KeyRing } from "./key-ring";
import { isFromThisMachine } from "./loopback";
import { isCrossOrigin } from "./origins";

/** Who may call a route. */
export type Access = Grant | "ingestOrRead" | "anyone";

/** The account behind an ID token; without a role it is known but may read nothing. */
export interface TokenHolder {
	readonly role?: "analyst" | "admin" | undefined;
}

/**
 * Resolves to the holder of an ID token, or to undefined if the token is none, forged, expired or
 * revoked. Rejects only if that cannot be found out now.
 */
export type VerifyToken = (idToken: string) => Promise<TokenHolder | undefined>;

/**
 * Resolves to whether App Check vouches that the token comes from an app of the project. Rejects
 * only if that cannot be found out now.
 */
export type VerifyAppCheck = (token: string) => Promise<boolean>;

/** Resolves to why the caller may not use a route of this access, or to undefined. */
export type Authorize = (
	request: Request,
	access: Access,
) => Promise<Problem | undefined>;

/** What decides who may call. */
export interface AuthorizerOptions {
	readonly access: Pick<AccessSettings, "allowOpenIngest">;
	readonly keyRing: KeyRing;
	readonly verifyToken?: VerifyToken | undefined;
	readonly verifyAppCheck?: VerifyAppCheck | undefined;
	readonly trustLoopback: boolean;
}

/**
 * Decides who may call:
 * - An ingest key may ingest and nothing else; a reader key or the claim `analyst` may read; an
 *   admin key or the claim `admin` may read and administer. Nobody but an ingest key ingests,
 *   so that a key for a dashboard, which more people see, cannot be used to write. A call that is
 *   for both is open to whoever may do either.
 * - Where ingest is open it needs no key, but a wrong key is refused all the same: a host that
 *   sends one is misconfigured, and would break unseen the day that ingest is closed.
 * - With App Check, whoever has no ingest key needs an App Check token to ingest, also where ingest
 *   is open, and needs nothing else: a page cannot keep a key secret.
 * - This machine, where it is trusted, needs no key, and one that is sent is not looked at. A page
 *   of another (allowed) origin in a browser on this machine is not its user: it may ingest, and
 *   needs a key for the rest.
 */
export function createAuthorizer(options: AuthorizerOptions): Authorize {
	const { access, keyRing, verifyAppCheck, trustLoopback } = options;
	return async (request, needed) => {
		if (needed === "anyone") return undefined;
		const fromThisMachine = trustLoopback && isFromThisMachine(request);
		if (fromThisMachine && !isCrossOrigin(request)) return undefined;
		const grantsEnough = SUFFICIENT_GRANTS[needed];
		const ingests = grantsEnough.includes("ingest");
		const open =
			ingests &&
			(fromThisMachine ||
				(access.allowOpenIngest && verifyAppCheck === undefined));
		if (request.headers.authorization === undefined) {
			if (open) return undefined;
			if (ingests && verifyAppCheck !== undefined)
				return checkApp(request, verifyAppCheck);
			return absent(`This call needs ${HOLDERS[needed]}.`);
		}
		const token = bearerTokenOf(request);
		const grants =
			token === undefined
				? undefined
				: (keyRing(token)?.grants ??
					(await grantsOfToken(token, options.verifyToken)));
		if (grants === undefined) return unknownCredentials();
		return open || grantsEnough.some((grant) => grants.has(grant))
			? undefined
			: insufficient(needed);
	};
}

/** What needs a key or token at all. */
type Guarded = Exclude<Access, "anyone">;

/** Any one of them opens the route. */
const SUFFICIENT_GRANTS: Readonly<Record<Guarded, readonly Grant[]>> = {
	ingest: ["ingest"],
	read: ["read"],
	ingestOrRead: ["ingest", "read"],
	administer: ["administer"],
};

const HOLDERS: Readonly<Record<Guarded, string>> = {
	ingest: "an ingest key",
	read: "a reader key, an admin key, or an ID token with the claim analyst or admin",
	ingestOrRead:
		"an ingest key, a reader key, an admin key, or an ID token with the claim analyst or admin",
	administer: "an admin key, or an ID token with the claim admin",
};

const ROLE_GRANTS: Readonly<
	Record<NonNullable<TokenHolder["role"]>, ReadonlySet<Grant>>
> = {
	analyst: new Set<Grant>(["read"]),
	admin: new Set<Grant>(["read", "administer"]),
};

/** What an ID token opens; undefined if it is none that is valid. */
async function grantsOfToken(
	token: string,
	verifyToken: VerifyToken | undefined,
): Promise<ReadonlySet<Grant> | undefined> {
	if (verifyToken === undefined) return undefined;
	const holder = await verifyToken(token).catch(verifierFailed);
	if (holder === undefined) return undefined;
	return holder.role === undefined ? new Set() : ROLE_GRANTS[holder.role];
}

const APP_CHECK_HEADER = "x-firebase-appcheck";

async function checkApp(
	request: Request,
	verifyAppCheck: VerifyAppCheck,
): Promise<Problem | undefined> {
	const token = request.headers[APP_CHECK_HEADER];
	if (typeof token !== "string" || token === "")
		return absent(
			"This call needs an ingest key, or an App Check token in X-Firebase-AppCheck.",
		);
	if (await verifyAppCheck(token).catch(verifierFailed)) return undefined;
	return absent("The App Check token is not valid, or no longer.");
}

function verifierFailed(cause: unknown): never {
	throw new DependencyUnavailableError(
		"The token could not be checked. Try again.",
		{ cause },
	);
}

/** RFC 6750, section 3.1: without credentials the challenge names no error. */
function absent(detail: string): Problem {
	return problem("unauthenticated", detail, {
		headers: { "WWW-Authenticate": "Bearer" },
	});
}

function unknownCredentials(): Problem {
	return problem(
		"unauthenticated",
		"The Authorization header is not `Bearer` with a key or token that is known and still valid.",
		{ headers: { "WWW-Authenticate": 'Bearer error="invalid_token"' } },
	);
}

function insufficient(needed: Guarded): Problem {
	return problem(
		"forbidden",
		`The key or token is known, but this call needs ${HOLDERS[needed]}.`,
		{ headers: { "WWW-Authenticate": 'Bearer error="insufficient_scope"' } },
	);
}
