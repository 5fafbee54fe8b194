import type { SignIn, SignInOutcome } from "@ffmpeg-analytics/api";

/** How long Google may take to answer, ms. */
const MAX_ANSWER_MS = 10_000;

/** What {@link createIdentityToolkit} needs. */
export interface IdentityToolkitOptions {
	/** Says which project is meant; it is no secret. An emulator takes any word. */
	readonly webApiKey: string;
	/** `host:port` of the Auth emulator; without it, Google's own. */
	readonly emulatorHost?: string | undefined;
	/** How long an answer may take, ms. */
	readonly maxAnswerMs?: number;
}

/**
 * Signs in the project's accounts by the REST API that Firebase's own pages use: firebase-admin cannot
 * check passwords, and the SDK for pages would speak to other origins. Accounts with a second factor are
 * refused, as there is nobody here to ask for it.
 */
export function createIdentityToolkit(options: IdentityToolkitOptions): SignIn {
	const { webApiKey, emulatorHost, maxAnswerMs = MAX_ANSWER_MS } = options;
	const origin =
		emulatorHost === undefined ? "https://" : `http://${emulatorHost}/`;
	const ask = async (
		call: string,
		body: object,
		tokensOf: (answer: Members) => Tokens,
	) => {
		const url = `${origin}${call}?key=${encodeURIComponent(webApiKey)}`;
		const response = await fetch(url, {
			method: "POST",
			headers: { "Content-Type": "application/json" },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(maxAnswerMs),
		});
		const answer = ((await response.json()) ?? {}) as Members;
		return response.ok
			? signedInBy(answer, tokensOf(answer))
			: outcomeOf(response.status, answer);
	};
	return {
		withPassword: (email, password) =>
			ask(
				"identitytoolkit.googleapis.com/v1/accounts:signInWithPassword",
				{ email, password, returnSecureToken: true },
				(answer) => ({
					idToken: answer.idToken,
					refreshToken: answer.refreshToken,
					expiresIn: answer.expiresIn,
				}),
			),
		withRefreshToken: (refreshToken) =>
			ask(
				"securetoken.googleapis.com/v1/token",
				{ grant_type: "refresh_token", refresh_token: refreshToken },
				(answer) => ({
					idToken: answer.id_token,
					refreshToken: answer.refresh_token,
					expiresIn: answer.expires_in,
				}),
			),
	};
}

/** An answer's members, as they come. */
type Members = Readonly<Record<string, unknown>>;

/** What both calls answer, by different names. */
interface Tokens {
	readonly idToken: unknown;
	readonly refreshToken: unknown;
	/** Seconds, as a text. */
	readonly expiresIn: unknown;
}

/** @throws {Error} if there is neither a token nor a reason */
function signedInBy(
	answer: Members,
	{ idToken, refreshToken, expiresIn }: Tokens,
): SignInOutcome {
	if (answer.mfaPendingCredential !== undefined) return { kind: "refused" };
	const expiresInSeconds = Number(expiresIn);
	if (
		typeof idToken !== "string" ||
		typeof refreshToken !== "string" ||
		!Number.isSafeInteger(expiresInSeconds) ||
		expiresInSeconds < 1
	)
		throw new Error("Identity Toolkit answered no tokens");
	return { kind: "signedIn", idToken, refreshToken, expiresInSeconds };
}

/** @throws {Error} if neither what was sent nor its sender is to blame */
function outcomeOf(status: number, answer: Members): SignInOutcome {
	const { message } = (answer?.error ?? {}) as Members;
	// Some have words behind: `TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account …`.
	const code = /^[A-Z_]+(?= |$)/.exec(String(message))?.[0];
	if (code === "TOO_MANY_ATTEMPTS_TRY_LATER") return { kind: "tooMany" };
	if (code !== undefined && REFUSALS.has(code)) return { kind: "refused" };
	throw new Error(`Identity Toolkit answered ${status}: ${message}`);
}

const REFUSALS: ReadonlySet<string> = new Set([
	"EMAIL_NOT_FOUND",
	"INVALID_EMAIL",
	"INVALID_LOGIN_CREDENTIALS",
	"INVALID_PASSWORD",
	"INVALID_REFRESH_TOKEN",
	// A refresh token of another project.
	"PROJECT_NUMBER_MISMATCH",
	"TOKEN_EXPIRED",
	"USER_DISABLED",
	"USER_NOT_FOUND",
]);
