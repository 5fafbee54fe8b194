import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { RequestListener } from "node:http";
import { PROJECT } from "../../scripts/cold-start/function-process";
import {
	type Answered,
	type Deployment,
	deploy,
	post,
	wireEvent,
} from "../testing/deployed-function";
import { KEY_ID, signToken, startKeyServer } from "../testing/key-server";

jest.setTimeout(120_000);

let deployment: Deployment;
beforeAll(async () => {
	deployment = await deploy();
});
afterAll(() => deployment.close());

const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** What App Check writes into a token that is valid now. */
function claims(more: object = {}): object {
	const now = Math.floor(Date.now() / 1_000);
	return {
		iss: "https://firebaseappcheck.googleapis.com/1234567890",
		aud: ["projects/1234567890", `projects/${PROJECT}`],
		sub: "1:1234567890:web:abcdef",
		iat: now - 60,
		exp: now + 3_600,
		...more,
	};
}

function token(
	payload: unknown,
	{ key = ours.privateKey as KeyObject, header = {} } = {},
): string {
	return signToken(payload, key, header);
}

/** Answers as the keys' server does. */
const serveKeys: RequestListener = (_request, response) => {
	const jwk = ours.publicKey.export({ format: "jwk" });
	const key = { ...jwk, kid: KEY_ID, use: "sig", alg: "RS256" };
	response.end(JSON.stringify({ keys: [key] }));
};

/**
 * Starts `logOperation` with App Check on and no keys fetched yet; it fetches them from `listener`,
 * and undefined stands for a server that refuses connections.
 */
async function startWith(listener: RequestListener | undefined) {
	const keys = await startKeyServer(listener);
	const home = await deployment.start("logOperation", {
		environment: { APP_CHECK: "true", ...keys.start.environment },
		nodeParameters: keys.start.nodeParameters,
	});
	let events = 0;
	return {
		fetched: keys.fetched,
		/** Sends an event with the token as its only credential. */
		send: (appCheckToken: string): Promise<Answered> =>
			post(
				home.url,
				{
					"Content-Type": "application/json",
					"X-Firebase-AppCheck": appCheckToken,
				},
				JSON.stringify(wireEvent(`app-check-${events++}`)),
			),
		async stop() {
			await home.stop();
			keys.close();
		},
	};
}

const nowSeconds = Math.floor(Date.now() / 1_000);

describe("with App Check", () => {
	let home: Awaited<ReturnType<typeof startWith>>;
	beforeAll(async () => {
		home = await startWith(serveKeys);
	});
	afterAll(() => home.stop());

	test.each([
		["is for another project", token(claims({ aud: ["projects/other"] }))],
		[
			"is for a project in a text",
			token(claims({ aud: `projects/${PROJECT}` })),
		],
		["comes from elsewhere", token(claims({ iss: "https://example.com/1" }))],
		["is for no app", token(claims({ sub: "" }))],
		["is an unsigned one", token(claims(), { header: { alg: "none" } })],
		["is signed by a secret", token(claims(), { header: { alg: "HS256" } })],
		["holds null", token(null)],
		["holds a text", token("claims")],
		["holds a list", token([claims()])],
		["has two parts", token(claims()).replace(/\.[^.]+$/, "")],
		["is a word", "token"],
		["is nothing", ""],
		["is dots", ".."],
	])(
		"a token that %s is refused, and no key is fetched for it",
		async (_, bad) => {
			expect(await home.send(bad)).toMatchObject(REFUSED);
			expect(home.fetched).toEqual([]);
		},
	);

	test("a token of an app of the project is enough, and the keys are fetched once", async () => {
		const stored = { status: 200, body: { status: "stored" } };
		expect(await home.send(token(claims()))).toMatchObject(stored);
		expect(await home.send(token(claims({ sub: "other" })))).toMatchObject(
			stored,
		);
		expect(home.fetched).toEqual(["firebaseappcheck.googleapis.com/v1/jwks"]);
	});

	test.each([
		["has expired", token(claims({ exp: nowSeconds - 1 }))],
		["is not valid yet", token(claims({ nbf: nowSeconds + 600 }))],
		[
			"is signed with another key",
			token(claims(), { key: foreign.privateKey }),
		],
		[
			"names a key that is not there",
			token(claims(), { header: { kid: "k" } }),
		],
		[
			"names no key, and is signed with another",
			token(claims(), { key: foreign.privateKey, header: { kid: undefined } }),
		],
		[
			"has been changed",
			token(claims()).replace(
				/\..*\./,
				`.${Buffer.from(JSON.stringify(claims({ sub: "x" }))).toString("base64url")}.`,
			),
		],
		["has no signature", token(claims()).replace(/[^.]+$/, "")],
	])("a token that %s is refused", async (_, bad) => {
		expect(await home.send(bad)).toMatchObject(REFUSED);
	});
});

const REFUSED = {
	status: 401,
	headers: { "content-type": "application/problem+json" },
	body: { code: "unauthenticated" },
};

const answer =
	(status: number, body: string): RequestListener =>
	(_request, response) => {
		response.writeHead(status).end(body);
	};

test.each<[string, RequestListener | undefined]>([
	["cannot be reached", undefined],
	["cuts the connection", (request) => request.destroy()],
	["answers 500", answer(500, "{}")],
	["answers nonsense", answer(200, "<html>")],
	["answers no keys", answer(200, '{"keys":[]}')],
])(
	"when the server of the keys %s, the answer is to try again",
	async (_, listener) => {
		const home = await startWith(listener);
		const later = { status: 503, body: { code: "unavailable" } };
		const nameless = token(claims(), { header: { kid: undefined } });
		for (const unknown of [token(claims()), nameless]) {
			const answered = await home.send(unknown);
			expect(answered).toMatchObject(later);
			expect(answered.headers["retry-after"]).toBeDefined();
		}
		// What can be told without keys is told.
		expect(await home.send(token(claims({ sub: "" })))).toMatchObject(REFUSED);
		await home.stop();
	},
);

test("the keys are fetched again after a failure", async () => {
	let isUp = false;
	const home = await startWith((request, response) =>
		isUp ? serveKeys(request, response) : request.destroy(),
	);
	expect(await home.send(token(claims()))).toMatchObject({ status: 503 });
	isUp = true;
	expect(await home.send(token(claims()))).toMatchObject({ status: 200 });
	await home.stop();
});
