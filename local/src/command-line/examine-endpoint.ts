import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { formatMs } from "./figures";
import { examined, type Finding, ok, warning, wrong } from "./finding";
import { type Call, sendCall } from "./home-client";

/** A key, and how it was given. */
export interface GivenKey {
	/** `--key`, or a variable of the environment. */
	readonly source: string;
	readonly key: string;
	/** What it must be good for; undefined if that is not known. */
	readonly role: Role | undefined;
}

/** What callers may do. */
export type Role = keyof typeof PROBES;

/** A home that serves: whether it answers, by what clock, and what each key is good for. */
export async function examineEndpoint(
	url: string,
	keys: readonly GivenKey[],
	now: () => number,
): Promise<Finding[]> {
	const findings = [
		...examineAddress(url),
		...(await examined("endpoint", () => examineHealth(url, now))),
	];
	// A key is not sent to what may be somebody else.
	if (
		findings.some(
			({ verdict, subject }) => verdict === "wrong" && subject === "endpoint",
		)
	)
		return findings;
	const asked = keys.length > 0 ? keys : [undefined];
	for (const key of asked)
		findings.push(
			...(await examined(key?.source ?? "keys", () => examineKey(url, key))),
		);
	return findings;
}

function examineAddress(url: string): Finding[] {
	const { protocol, hostname } = new URL(url);
	const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
	return protocol === "https:" || isHere
		? []
		: [
				warning(
					"address",
					"keys and events travel in the open: use https://, with a proxy that speaks TLS in front of the home",
				),
			];
}

const HEALTH_TIMEOUT_MS = 10_000;

/** From here on the home corrects what hosts on a machine with such a clock report. */
const CLOCK_TOLERANCE_MS = 60_000;

async function examineHealth(
	url: string,
	now: () => number,
): Promise<Finding[]> {
	const sentAt = now();
	const answer = await call(url, undefined, {
		method: "GET",
		path: "/api/v1/health",
	});
	const tookMs = now() - sentAt;
	const { status, version } = readHealth(await text(answer));
	if (answer.statusCode === 503)
		return [
			wrong(
				"endpoint",
				`${url} answers, but its store does not: look at its log`,
			),
		];
	if (answer.statusCode !== 200 || status !== "ok")
		return [
			wrong(
				"endpoint",
				`${url} is no analytics home (status ${answer.statusCode}): check the address`,
			),
		];
	return [
		ok("endpoint", `${url} answers in ${formatMs(tookMs)}, version ${version}`),
		...examineClock(answer.headers.date, sentAt + tookMs / 2),
	];
}

function readHealth(body: string): { status?: unknown; version?: unknown } {
	try {
		return Object(JSON.parse(body));
	} catch {
		return {};
	}
}

/** @param date the home's, in whole seconds @param here epoch ms */
export function examineClock(
	date: string | undefined,
	here: number,
): Finding[] {
	const there = Date.parse(date ?? "");
	if (Number.isNaN(there))
		return [warning("clock", "the home does not tell its time")];
	const aheadMs = here - there;
	if (Math.abs(aheadMs) < CLOCK_TOLERANCE_MS)
		return [ok("clock", "it agrees with the home's")];
	const direction = aheadMs > 0 ? "ahead of" : "behind";
	return [
		wrong(
			"clock",
			`this machine's is ${formatMs(Math.abs(aheadMs))} ${direction} the home's: set the wrong one right`,
		),
	];
}

/**
 * A call for each thing that one may do. They have a query that no call takes: who may not call is
 * refused by 401 or 403, who may by 400, and nothing happens.
 */
const PROBES = {
	ingest: { method: "POST", path: "/logOperation", words: "send events" },
	reader: { method: "GET", path: "/api/v1/usage", words: "read reports" },
	admin: {
		method: "POST",
		path: "/api/v1/jobs/purge",
		words: "run jobs, export and import",
	},
} as const;

async function examineKey(
	url: string,
	given: GivenKey | undefined,
): Promise<Finding[]> {
	const allowed: Role[] = [];
	const absent: Role[] = [];
	for (const role of Object.keys(PROBES) as Role[]) {
		const { method, path } = PROBES[role];
		const query = { doctor: "asks" };
		const answer = await call(url, given?.key, { method, path, query });
		answer.resume();
		const { statusCode = 0 } = answer;
		if (statusCode === 400) allowed.push(role);
		// A function of Firebase by its own address is a part of the home.
		else if (statusCode === 404) absent.push(role);
		else if (statusCode !== 401 && statusCode !== 403)
			return [
				warning(
					given?.source ?? "keys",
					`what it may do cannot be told now (status ${statusCode}): try again later`,
				),
			];
	}
	const may = allowed.map((role) => PROBES[role].words).join("; ");
	if (given === undefined)
		return [
			allowed.length > 0
				? ok("keys", `without a key one may ${may}`)
				: warning(
						"keys",
						"the home asks for keys, and none is given: set ANALYTICS_INGEST_KEY, ANALYTICS_READER_KEY or ANALYTICS_ADMIN_KEY",
					),
		];
	const { source, role } = given;
	if (role !== undefined && absent.includes(role))
		return [
			warning(
				source,
				`whether it may ${PROBES[role].words} cannot be told: that is done at another address of this home`,
			),
		];
	if (allowed.length === 0)
		return [wrong(source, "the home does not know this key")];
	if (role !== undefined && !allowed.includes(role))
		return [
			wrong(source, `the key may not ${PROBES[role].words}, but may ${may}`),
		];
	return [ok(source, `may ${may}`)];
}

function call(
	url: string,
	key: string | undefined,
	asked: Call,
): Promise<IncomingMessage> {
	const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
	return sendCall(url, key, { ...asked, signal }).catch((error: Error) => {
		throw error.name === "TimeoutError"
			? new Error(
					`${url} does not answer within ${formatMs(HEALTH_TIMEOUT_MS)}`,
				)
			: error;
	});
}
