import type { AccessSettings } from "@ffmpeg-analytics/core";
import type { Request } from "express";
import { type Problem, problem } from "../problems";
import { DependencyUnavailableError } from "../reply";
import { createKeyRing, type Grant, type KeyRing } from "./key-ring";
import { isFromThisMachine } from "./loopback";
import { isCrossOrigin } from "./origins";

/** Who may call a route. */
export type Access = Grant | "anyone";

/** The account behind an ID token; without a role it is known but may read nothing. */
export interface TokenHolder {
	readonly role?: "analyst" | "admin" | undefined;
}

/**
 * Resolves to the holder of an ID token, or to undefined if the token is none, forged, expired or
 * revoked. Rejects only if that cannot be found out now.
 */
export type VerifyToken = (idToken: string) => Promise<TokenHolder | undefined>;

/** Resolves to why the caller may not use a route of this access, or to undefined. */
export type Authorize = (
	request: Request,
	access: Access,
) => Promise<Problem | undefined>;

/** What decides who may call. */
export interface AuthorizerOptions {
	readonly access: Pick<
		AccessSettings,
		"ingestKeys" | "readerKeys" | "adminKeys" | "allowOpenIngest"
	>;
	readonly verifyToken?: VerifyToken | undefined;
	readonly trustLoopback: boolean;
}

/**
 * Decides by the rules of the house:
 * - An ingest key may ingest and nothing else; a reader key or the claim `analyst` may read; an
 *   admin key or the claim `admin` may read and administer. Nobody but an ingest key ingests,
 *   so that a key for a dashboard, which more people see, cannot be used to write.
 * - Where ingest is open it needs no key, but a wrong key is refused all the same: a host that
 *   sends one is misconfigured, and would break unseen the day that ingest is closed.
 * - This machine, where it is trusted, needs no key, and one that is sent is not looked at. A page
 *   of another (allowed) origin in a browser on this machine is not its user: it may ingest, and
 *   needs a key for the rest.
 */
export function createAuthorizer(options: AuthorizerOptions): Authorize {
	const { access, verifyToken, trustLoopback } = options;
	const keyRing = createKeyRing(access);
	return async (request, needed) => {
		if (needed === "anyone") return undefined;
		const fromThisMachine = trustLoopback && isFromThisMachine(request);
		if (fromThisMachine && !isCrossOrigin(request)) return undefined;
		const open =
			needed === "ingest" && (access.allowOpenIngest || fromThisMachine);
		const credentials = request.headers.authorization;
		if (credentials === undefined)
			return open ? undefined : absent(`This call needs ${HOLDERS[needed]}.`);
		const grants = await grantsOf(credentials, keyRing, verifyToken);
		if (grants === undefined) return unknownCredentials();
		return open || grants.has(needed) ? undefined : insufficient(needed);
	};
}

const HOLDERS: Readonly<Record<Grant, string>> = {
	ingest: "an ingest key",
	read: "a reader key, an admin key, or an ID token with the claim analyst or admin",
	administer: "an admin key, or an ID token with the claim admin",
};

const ROLE_GRANTS: Readonly<
	Record<NonNullable<TokenHolder["role"]>, ReadonlySet<Grant>>
> = {
	analyst: new Set<Grant>(["read"]),
	admin: new Set<Grant>(["read", "administer"]),
};

async function grantsOf(
	credentials: string,
	keyRing: KeyRing,
	verifyToken: VerifyToken | undefined,
): Promise<ReadonlySet<Grant> | undefined> {
	const token = /^bearer +(.+)$/i.exec(credentials)?.[1];
	if (token === undefined) return undefined;
	const grants = keyRing(token);
	if (grants !== undefined || verifyToken === undefined) return grants;
	const holder = await verifyToken(token).catch((cause: unknown) => {
		throw new DependencyUnavailableError("the token verifier failed", {
			cause,
		});
	});
	if (holder === undefined) return undefined;
	return holder.role === undefined ? new Set() : ROLE_GRANTS[holder.role];
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

function insufficient(needed: Grant): Problem {
	return problem(
		"forbidden",
		`The key or token is known, but this call needs ${HOLDERS[needed]}.`,
		{ headers: { "WWW-Authenticate": 'Bearer error="insufficient_scope"' } },
	);
}
