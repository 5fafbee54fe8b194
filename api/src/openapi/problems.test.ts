import {
	type RejectionCode,
	StoreUnavailableError,
} from "@ffmpeg-analytics/core";
import { type Conformance, createConformance } from "../../testing/conformance";
import { emptyAnalytics, fakeAnalytics } from "../../testing/fake-analytics";
import { EMAIL, PASSWORD, REFRESH_TOKEN } from "../../testing/fake-sign-in";
import {
	type Call,
	INGEST_KEY,
	OPEN_ACCESS,
	READER_KEY,
	type Received,
	serve,
	withParameters,
} from "../../testing/serve";
import type { AppOptions } from "../app";
import { type ProblemCode, problem } from "../problems";
import { MAX_BODY_BYTES } from "../requests/body";
import { NDJSON } from "../requests/request-body";
import type { OpenApiDocument } from "./document";

/** How to bring a call to a problem. */
interface Provocation {
	readonly options?: Partial<AppOptions>;
	readonly query?: string;
	readonly call?: Call;
	/** How often to call; the last answer counts. */
	readonly times?: number;
}

const ELSEWHERE: Partial<AppOptions> = { trustLoopback: false };

const PROVOCATIONS: Readonly<
	Record<
		Exclude<ProblemCode, "request_timeout" | "method_not_allowed">,
		(name: string) => Provocation
	>
> = {
	invalid_event: () => rejecting("invalid_event"),
	too_old: () => rejecting("too_old"),
	erased: () => rejecting("erased"),
	id_conflict: () => rejecting("id_conflict"),
	invalid_request: () => ({ query: "?unknown=1" }),
	unauthenticated: () => ({ options: ELSEWHERE }),
	sign_in_refused: (name) => ({
		call: {
			body: JSON.stringify(
				name === "signIn"
					? { email: EMAIL, password: "a guess" }
					: { refreshToken: "a guess" },
			),
		},
	}),
	forbidden: (name) => ({
		options: ELSEWHERE,
		call: { key: name === "logOperation" ? READER_KEY : INGEST_KEY },
	}),
	origin_not_allowed: () => ({
		call: { headers: { origin: "https://page.example" } },
	}),
	host_not_allowed: () => ({ call: { headers: { host: "page.example" } } }),
	not_found: () => ({}),
	body_too_large: () => ({
		call: { body: Buffer.alloc(MAX_BODY_BYTES + 1, " ") },
	}),
	unsupported_media_type: () => ({
		call: { headers: { "content-encoding": "br" } },
	}),
	rate_limited: () => ({
		options: { access: { ...OPEN_ACCESS, rateLimitPerMinute: 1 } },
		times: 2,
	}),
	internal: () => throwing(new TypeError("a bug")),
	unavailable: () => throwing(new StoreUnavailableError()),
	event_budget_exceeded: () => ({
		options: {
			access: { ...OPEN_ACCESS, rateLimitEventsPerMinute: 1 },
			analytics: fakeAnalytics({
				ingest: async (_, options) => {
					options?.admit?.(2);
					return [{ status: "retry", id: "e" }];
				},
			}),
		},
	}),
};

function rejecting(code: RejectionCode): Provocation {
	const errors = [{ path: "id", message: "is wrong" }];
	return {
		options: {
			analytics: fakeAnalytics({
				ingest: async () => [{ status: "rejected", id: "e", code, errors }],
			}),
		},
	};
}

function throwing(error: Error): Provocation {
	const fail = async (): Promise<never> => {
		throw error;
	};
	const names = Object.keys(emptyAnalytics());
	const analytics = Object.fromEntries(names.map((name) => [name, fail]));
	const signIn = { withPassword: fail, withRefreshToken: fail };
	return { options: { analytics: fakeAnalytics(analytics), signIn } };
}

/** What no call of these tests can bring about. */
const ELSEWHERE_TESTED: Readonly<Record<string, readonly string[]>> = {
	// Takes as long as the bound; a test of the body's reader has a clock of its own for it.
	request_timeout: [
		"logOperation",
		"identifySequence",
		"runAggregate",
		"runTemplates",
		"runPurge",
		"runAudit",
		"importEvents",
		"signIn",
		"refreshSignIn",
	],
	// Takes a body of gigabytes; a test of its reader has a smaller bound.
	body_too_large: ["importEvents"],
	// Ask nobody who could fail, or whose failures would be ours.
	internal: ["getOpenApi", "getSignInMethods", "signIn", "refreshSignIn"],
};

/** Valid bodies, of calls that take no other. */
const QUESTIONS: ReadonlyMap<string, object> = new Map([
	["/api/v1/sequences/identify", { userId: "ab".repeat(32) }],
	["/api/v1/sign-in", { email: EMAIL, password: PASSWORD }],
	["/api/v1/sign-in/refresh", { refreshToken: REFRESH_TOKEN }],
]);

async function provoke(
	method: string,
	path: string,
	{ options, query = "", call = {}, times = 1 }: Provocation,
): Promise<Received> {
	const home = await serve(options);
	const question = QUESTIONS.get(path);
	const takesJson = question !== undefined || path === "/logOperation";
	const type = path === "/api/v1/import" ? NDJSON : "application/json";
	const headers = {
		...(takesJson || type === NDJSON ? { "content-type": type } : {}),
		...call.headers,
	};
	const body =
		call.body ??
		(method === "POST" ? JSON.stringify(question ?? {}) : undefined);
	for (let turn = 1; ; turn++) {
		const answer = await home.call(withParameters(path) + query, {
			...call,
			method,
			headers,
			...(body === undefined ? {} : { body }),
		});
		if (turn === times) return answer;
	}
}

interface Documented {
	readonly method: string;
	readonly path: string;
	readonly name: string;
	readonly codes: ProblemCode[];
}

async function readCalls(): Promise<{
	conformance: Conformance;
	calls: Documented[];
}> {
	const home = await serve();
	const { json } = await home.call("/api/v1/openapi.json");
	const { paths, components } = json as {
		paths: Record<
			string,
			Record<string, { operationId: string; responses: object }>
		>;
		components: { responses: Record<string, { content: object }> };
	};
	const codesOf = (reference: string) => {
		const { content } = components.responses[
			reference.split("/").at(-1) ?? ""
		] as { content: Record<string, { examples: object }> };
		return Object.keys(
			content["application/problem+json"]?.examples ?? {},
		) as ProblemCode[];
	};
	return {
		conformance: createConformance(json as OpenApiDocument),
		calls: Object.entries(paths).flatMap(([path, item]) =>
			Object.entries(item).map(([method, { operationId, responses }]) => ({
				method: method.toUpperCase(),
				path,
				name: operationId,
				codes: Object.values(responses as Record<string, { $ref?: string }>)
					.filter(({ $ref }) => $ref !== undefined)
					.flatMap(({ $ref = "" }) => codesOf($ref)),
			})),
		),
	};
}

test("every problem that the document has of a call can happen, and is as it says", async () => {
	const { calls, conformance } = await readCalls();
	const spared: [code: string, name: string][] = [];
	for (const { method, path, name, codes } of calls) {
		expect(codes).toEqual(expect.arrayContaining(["rate_limited", "internal"]));
		for (const code of codes) {
			if (ELSEWHERE_TESTED[code]?.includes(name)) {
				spared.push([code, name]);
				continue;
			}
			const { [code as keyof typeof PROVOCATIONS]: provocationOf } =
				PROVOCATIONS;
			const answer = await provoke(method, path, provocationOf(name));
			const found = conformance.violations(method, path, answer);
			expect([name, code, found]).toEqual([name, code, []]);
			expect([name, answer.json]).toMatchObject([name, { code }]);
		}
	}
	expect(spared.toSorted()).toEqual(
		Object.entries(ELSEWHERE_TESTED)
			.flatMap(([code, names]) => names.map((name) => [code, name]))
			.toSorted(),
	);
});

test("a problem that the document does not have of a call is found", async () => {
	const { conformance } = await readCalls();
	const home = await serve(throwing(new TypeError("a bug")).options);
	const real = await home.call("/api/v1/usage");
	const check = (more: Partial<Received>) =>
		conformance.violations("GET", "/api/v1/usage", { ...real, ...more });
	expect(check({})).toEqual([]);
	expect(check({ status: 418 })).toEqual(["the status 418 is not documented"]);
	expect(check({ status: 503 })).toContain("the header Retry-After is missing");
	expect(check({ headers: { ...real.headers, "x-new": "1" } })).toEqual([
		"the header x-new is not documented",
	]);
	expect(
		check({ headers: { ...real.headers, "content-type": "text/html" } }),
	).toEqual(["the content type text/html is not documented"]);
	const told = problem("internal", "x");
	const body = JSON.parse(real.text);
	for (const changed of [
		{ ...body, stack: "at" },
		{ ...body, code: "not_found" },
		{ ...body, detail: undefined },
		{ ...body, errors: [{ path: "x", message: "y", value: "z" }] },
		told,
	])
		expect(check({ text: JSON.stringify(changed) })).not.toEqual([]);
});
