import { fieldErrors, IN_WORDS } from "@ffmpeg-analytics/core";
import { z } from "zod";
import type { SignIn, SignInOutcome } from "../access/sign-in";
import { invalidRequest, problem, retryAfter } from "../problems";
import { answer, DependencyUnavailableError, ok, type Result } from "../reply";
import { noParameters } from "../requests/query";
import { jsonBody, unreadBody } from "../requests/request-body";
import { type AnswerTo, defineRoute, type Route } from "./route";

/** What all that is about signing in stands under. */
export const SIGN_IN_PATH = "/api/v1/sign-in";

/** The longest e-mail address there can be (RFC 5321), characters. */
export const MAX_EMAIL_LENGTH = 254;
/** Firebase Auth takes passwords of 4,096 characters at most. */
export const MAX_PASSWORD_LENGTH = 4_096;
/** They hold an account's claims, which are bounded too; characters. */
export const MAX_REFRESH_TOKEN_LENGTH = 8_192;

/** How long whoever has tried too often waits, seconds. */
const PATIENCE_SECONDS = 60;

/**
 * How people sign in. A home without accounts knows keys alone: it says so, and has no calls that would take
 * a password.
 */
export function signInRoutes(signIn: SignIn | undefined): Route[] {
	return [
		methodsRoute(signIn !== undefined),
		...(signIn === undefined
			? []
			: [passwordRoute(signIn), refreshRoute(signIn)]),
	];
}

const methodsSchema = z
	.object({
		methods: z
			.array(z.enum(["key", "password"]))
			.describe("`key`: a reader or admin key; `password`: an account"),
	})
	.meta({ id: "SignInMethods", description: "What opens the reports." });

function methodsRoute(hasAccounts: boolean): Route {
	return defineRoute(
		{
			method: "GET",
			path: SIGN_IN_PATH,
			access: "anyone",
			name: "getSignInMethods",
			summary: "How readers can sign in",
			description:
				"What a page can ask a person for when a call answers 401. With `key`, the key itself is the credential of each call.",
			parameters: noParameters,
			query: noParameters,
			body: unreadBody,
			answer: methodsSchema,
			answerDescription: "The methods.",
			problems: [],
		},
		async () =>
			answer({ methods: hasAccounts ? ["key", "password"] : ["key"] }),
	);
}

const signedInSchema = z
	.object({
		idToken: z
			.string()
			.describe("The credential of calls, as `Authorization: Bearer`"),
		refreshToken: z.string().describe("Gets the next ID token"),
		expiresInSeconds: z
			.int()
			.min(1)
			.describe("How long the ID token is valid, seconds"),
	})
	.meta({ id: "SignedIn", description: "What a person holds." });

/** What both ways to an ID token have in common. */
const SIGNING_IN = {
	method: "POST",
	access: "anyone",
	parameters: noParameters,
	query: noParameters,
	answer: signedInSchema,
	answerDescription: "Signed in.",
	problems: ["sign_in_refused", "unavailable"],
} as const;

const credentialsSchema = z
	.strictObject({
		email: z.string().min(1).max(MAX_EMAIL_LENGTH).describe("Of the account"),
		password: z.string().min(1).max(MAX_PASSWORD_LENGTH).describe("Its own"),
	})
	.meta({ id: "Credentials", description: "Who signs in." });

function passwordRoute(signIn: SignIn): Route {
	return defineRoute(
		{
			...SIGNING_IN,
			path: SIGN_IN_PATH,
			name: "signIn",
			summary: "Sign in by e-mail and password",
			description:
				"Answers an ID token of a Firebase account. What it opens is up to the account's claims: without `analyst` or `admin` the reports answer 403. An unknown account, a wrong password and a disabled account are answered alike, and a second factor cannot be asked for here. Few attempts that fail are let through a minute.",
			body: jsonBody(credentialsSchema, reading(credentialsSchema)),
		},
		async ({ body: { email, password } }) =>
			replyTo(await signIn.withPassword(email, password).catch(unavailable)),
	);
}

const refreshSchema = z
	.strictObject({
		refreshToken: z
			.string()
			.min(1)
			.max(MAX_REFRESH_TOKEN_LENGTH)
			.describe("Of the last sign-in or refresh"),
	})
	.meta({ id: "RefreshRequest", description: "Whose ID token runs out." });

function refreshRoute(signIn: SignIn): Route {
	return defineRoute(
		{
			...SIGNING_IN,
			path: `${SIGN_IN_PATH}/refresh`,
			name: "refreshSignIn",
			summary: "Get the next ID token",
			description:
				"Answers a new ID token, with the claims that the account has now, and the refresh token to use from now on. One of an account that was disabled, deleted or signed out everywhere is refused.",
			body: jsonBody(refreshSchema, reading(refreshSchema)),
		},
		async ({ body }) =>
			replyTo(
				await signIn.withRefreshToken(body.refreshToken).catch(unavailable),
			),
	);
}

/** Never repeats what was sent: it may be a password in the wrong place. */
function reading<Body>(schema: z.ZodType<Body>) {
	return (body: unknown): Result<Body> => {
		const parsed = schema.safeParse(body, IN_WORDS);
		return parsed.success
			? ok(parsed.data)
			: invalidRequest("The body is not valid.", ...fieldErrors(parsed.error));
	};
}

function replyTo(
	outcome: SignInOutcome,
): AnswerTo<z.output<typeof signedInSchema>> {
	switch (outcome.kind) {
		case "signedIn": {
			const { kind: _, ...signedIn } = outcome;
			return answer(signedIn);
		}
		case "refused":
			return problem(
				"sign_in_refused",
				"There is no such account with this password, or what it signed in by is no longer valid.",
				{ headers: { "WWW-Authenticate": "Bearer" } },
			);
		case "tooMany":
			return problem(
				"rate_limited",
				"Too many attempts to sign in. Wait before the next one.",
				{ headers: retryAfter(PATIENCE_SECONDS) },
			);
	}
}

function unavailable(cause: unknown): never {
	throw new DependencyUnavailableError(
		"Nobody can be signed in by password now. Try again, or use a key.",
		{ cause },
	);
}
