import { emptyAnalytics } from "../../testing/fake-analytics";
import {
	ADMIN_KEY,
	INGEST_KEY,
	OPEN_ACCESS,
	READER_KEY,
	serve,
	serveElsewhere,
} from "../../testing/serve";
import type { AppOptions } from "../app";
import type { TokenHolder } from "./authorize";

const access = (more: Partial<AppOptions["access"]> = {}) => ({
	...OPEN_ACCESS,
	ingestKeys: [INGEST_KEY, "ingest-key-being-rotated"],
	...more,
});

const TOKENS: Readonly<Record<string, TokenHolder>> = {
	"analyst.id.token": { role: "analyst" },
	"admin.id.token": { role: "admin" },
	"nobody.id.token": {},
};

const closed: Partial<AppOptions> = {
	access: access(),
	trustLoopback: false,
	verifyToken: async (token) => TOKENS[token],
};

const open: Partial<AppOptions> = {
	...closed,
	access: access({ allowOpenIngest: true }),
};

const CALLS = {
	ingest: ["POST", "/logOperation"],
	usage: ["GET", "/api/v1/usage"],
	sequences: ["GET", "/api/v1/sequences"],
	templates: ["GET", "/api/v1/templates"],
	operations: ["GET", "/api/v1/operations"],
	aggregate: ["POST", "/api/v1/jobs/aggregate"],
	flag: ["POST", "/api/v1/jobs/templates"],
	purge: ["POST", "/api/v1/jobs/purge"],
	audit: ["POST", "/api/v1/jobs/audit"],
	erase: ["DELETE", `/api/v1/users/${"a".repeat(64)}`],
	health: ["GET", "/api/v1/health"],
} as const;

/** The status of every call with these credentials: ingest, reports, jobs, health. */
async function statuses(
	options: Partial<AppOptions>,
	authorization: string | undefined,
	start = serve,
) {
	const home = await start(options);
	const headers = {
		"content-type": "application/json",
		...(authorization === undefined ? {} : { authorization }),
	};
	const found = new Map<string, Set<number>>();
	for (const [name, [method, path]] of Object.entries(CALLS)) {
		const body = method === "POST" ? "{}" : "";
		const { status } = await home.call(path, { method, headers, body });
		const kind = ["usage", "sequences", "templates", "operations"].includes(
			name,
		)
			? "read"
			: ["aggregate", "flag", "purge", "audit", "erase"].includes(name)
				? "jobs"
				: name;
		found.set(kind, (found.get(kind) ?? new Set()).add(status));
	}
	return ["ingest", "read", "jobs", "health"].flatMap((kind) => [
		...(found.get(kind) ?? []),
	]);
}

describe("who may do what", () => {
	test.each<[string, string | undefined, number[]]>([
		["nobody", undefined, [401, 401, 401, 200]],
		["an ingest key", `Bearer ${INGEST_KEY}`, [200, 403, 403, 200]],
		[
			"a second ingest key",
			"Bearer ingest-key-being-rotated",
			[200, 403, 403, 200],
		],
		["a reader key", `Bearer ${READER_KEY}`, [403, 200, 403, 200]],
		["an admin key", `Bearer ${ADMIN_KEY}`, [403, 200, 200, 200]],
		["an analyst's token", "Bearer analyst.id.token", [403, 200, 403, 200]],
		["an admin's token", "Bearer admin.id.token", [403, 200, 200, 200]],
		["a token without a claim", "Bearer nobody.id.token", [403, 403, 403, 200]],
		["an unknown token", "Bearer forged.id.token", [401, 401, 401, 200]],
		["an unknown key", "Bearer wrong-key-0123456789", [401, 401, 401, 200]],
		[
			"the beginning of a key",
			`Bearer ${ADMIN_KEY.slice(0, -1)}`,
			[401, 401, 401, 200],
		],
		["a key and more", `Bearer ${ADMIN_KEY}x`, [401, 401, 401, 200]],
		[
			"a key in capitals",
			`Bearer ${ADMIN_KEY.toUpperCase()}`,
			[401, 401, 401, 200],
		],
		["two keys", `Bearer ${ADMIN_KEY},${READER_KEY}`, [401, 401, 401, 200]],
		["no key after Bearer", "Bearer", [401, 401, 401, 200]],
		["another scheme", `Basic ${ADMIN_KEY}`, [401, 401, 401, 200]],
		["a bare key", ADMIN_KEY, [401, 401, 401, 200]],
		[
			"another spelling of Bearer",
			`bearer  ${ADMIN_KEY}`,
			[403, 200, 200, 200],
		],
	])("%s", async (_, authorization, expected) => {
		expect(await statuses(closed, authorization)).toEqual(expected);
	});

	test.each<[string, string | undefined, number[]]>([
		["nobody", undefined, [200, 401, 401, 200]],
		["an ingest key", `Bearer ${INGEST_KEY}`, [200, 403, 403, 200]],
		["a reader key", `Bearer ${READER_KEY}`, [200, 200, 403, 200]],
		["a token without a claim", "Bearer nobody.id.token", [200, 403, 403, 200]],
		["an unknown key", "Bearer wrong-key-0123456789", [401, 401, 401, 200]],
	])("%s where ingest is open", async (_, authorization, expected) => {
		expect(await statuses(open, authorization)).toEqual(expected);
	});

	test("a key on two lists opens what both do", async () => {
		const options = {
			...closed,
			access: access({ ingestKeys: [READER_KEY] }),
		};
		const found = await statuses(options, `Bearer ${READER_KEY}`);
		expect(found).toEqual([200, 200, 403, 200]);
	});

	test("without keys nobody gets in", async () => {
		const options = {
			access: access({ ingestKeys: [], readerKeys: [], adminKeys: [] }),
			trustLoopback: false,
		};
		for (const authorization of [undefined, "Bearer undefined", "Bearer x"])
			expect(await statuses(options, authorization)).toEqual([
				401, 401, 401, 200,
			]);
	});

	test.each([undefined, "Bearer wrong-key-0123456789"])(
		"this machine, where it is trusted, with the credentials %p",
		async (authorization) => {
			const trusting = { ...closed, trustLoopback: true };
			const found = await statuses(trusting, authorization);
			expect(found).toEqual([200, 200, 200, 200]);
		},
	);

	test("another machine, where this one is trusted", async () => {
		const trusting = { ...closed, trustLoopback: true };
		const nobody = await statuses(trusting, undefined, serveElsewhere);
		expect(nobody).toEqual([401, 401, 401, 200]);
		const admin = `Bearer ${ADMIN_KEY}`;
		const known = await statuses(trusting, admin, serveElsewhere);
		expect(known).toEqual([403, 200, 200, 200]);
	});
});

describe("what the refused are told", () => {
	test.each([
		[undefined, 401, "unauthenticated", "Bearer"],
		[
			"wrong-key-0123456789",
			401,
			"unauthenticated",
			'Bearer error="invalid_token"',
		],
		[INGEST_KEY, 403, "forbidden", 'Bearer error="insufficient_scope"'],
	])("with the key %p", async (key, status, code, challenge) => {
		const home = await serve(closed);
		const refused = await home.call("/api/v1/usage", key ? { key } : {});
		expect(refused.status).toBe(status);
		expect(refused.headers["www-authenticate"]).toBe(challenge);
		expect(refused.headers["content-type"]).toBe("application/problem+json");
		expect(refused.json).toMatchObject({ status, code });
		expect(refused.text).not.toContain(key ?? "undefined");
	});

	test("a verifier that fails is not the caller's fault", async () => {
		const home = await serve({
			...closed,
			verifyToken: async () => {
				throw new Error("no certificates");
			},
		});
		const failed = await home.call("/api/v1/usage", { key: "a.b.c" });
		expect(failed.status).toBe(503);
		expect(failed.headers["retry-after"]).toBe("5");
		expect(failed.text).not.toContain("certificates");
		expect(home.logs).toMatchObject([{ level: "warn" }]);
	});

	test("a known key is not shown to the verifier", async () => {
		const shown: string[] = [];
		const home = await serve({
			...closed,
			analytics: emptyAnalytics(),
			verifyToken: async (token) => {
				shown.push(token);
				return undefined;
			},
		});
		await home.call("/api/v1/usage", { key: READER_KEY });
		await home.call("/api/v1/usage", { key: "a.b.c" });
		expect(shown).toEqual(["a.b.c"]);
	});
});

describe("App Check, where it is on", () => {
	const verifyAppCheck = async (token: string) => {
		if (token === "keys-are-away") throw new Error("no route to host");
		return token === "app.check.token";
	};
	const on: Partial<AppOptions> = { ...closed, verifyAppCheck };
	const ingest = async (
		options: Partial<AppOptions>,
		headers: Record<string, string>,
	) => {
		const home = await serve(options);
		return home.post("/logOperation", {}, { headers });
	};

	test.each([
		["no token", {}, 401],
		["an empty one", { "x-firebase-appcheck": "" }, 401],
		["a bad one", { "x-firebase-appcheck": "forged" }, 401],
		["a good one", { "x-firebase-appcheck": "app.check.token" }, 200],
		["a key", { authorization: `Bearer ${INGEST_KEY}` }, 200],
		[
			"a reader key and a good token",
			{
				authorization: `Bearer ${READER_KEY}`,
				"x-firebase-appcheck": "app.check.token",
			},
			403,
		],
	] as [string, Record<string, string>, number][])(
		"with %s, ingest open or not",
		async (_, headers, status) => {
			for (const allowOpenIngest of [false, true]) {
				const options = { ...on, access: access({ allowOpenIngest }) };
				expect((await ingest(options, headers)).status).toBe(status);
			}
		},
	);

	test("opens nothing but ingest", async () => {
		const home = await serve(on);
		const headers = { "x-firebase-appcheck": "app.check.token" };
		expect((await home.call("/api/v1/usage", { headers })).status).toBe(401);
	});

	test("that cannot be asked is 503, not a refusal", async () => {
		const answered = await ingest(on, {
			"x-firebase-appcheck": "keys-are-away",
		});
		expect(answered.status).toBe(503);
		expect(answered.headers).toHaveProperty("retry-after");
	});

	test("where it is off, opens nothing", async () => {
		const headers = { "x-firebase-appcheck": "app.check.token" };
		expect((await ingest(closed, headers)).status).toBe(401);
	});
});
