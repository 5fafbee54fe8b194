import { generateKeyPairSync } from "node:crypto";
import type { RequestListener } from "node:http";
import { PROJECT } from "../../scripts/cold-start/function-process";
import { type Deployment, deploy, post } from "../testing/deployed-function";
import { KEY_ID, signToken, startKeyServer } from "../testing/key-server";

jest.setTimeout(120_000);

let deployment: Deployment;
beforeAll(async () => {
	deployment = await deploy();
});
afterAll(() => deployment.close());

const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
const foreign = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** What Auth writes into a token of an administrator that is valid now. */
function claims(more: object = {}): object {
	const now = Math.floor(Date.now() / 1_000);
	return {
		iss: `https://securetoken.google.com/${PROJECT}`,
		aud: PROJECT,
		sub: "someone",
		iat: now - 60,
		auth_time: now - 60,
		exp: now + 3_600,
		admin: true,
		...more,
	};
}

const token = (more = {}, key = ours.privateKey, header = {}) =>
	signToken(claims(more), key, header);

/** Answers as the keys' server does. */
const serveKeys: RequestListener = (_request, response) => {
	const key = ours.publicKey.export({ format: "pem", type: "spki" });
	response.setHeader("Content-Type", "application/json");
	response.end(JSON.stringify({ [KEY_ID]: key }));
};

async function startWith(listener: RequestListener | undefined) {
	const keys = await startKeyServer(listener);
	const api = await deployment.start("api", keys.start);
	return {
		fetched: keys.fetched,
		/** Asks for a job with the token as the credential. */
		send: (idToken: string) =>
			post(
				`${api.url}/v1/jobs/purge`,
				{
					"Content-Type": "application/json",
					Authorization: `Bearer ${idToken}`,
				},
				"{}",
			),
		async stop() {
			await api.stop();
			keys.close();
		},
	};
}

const REFUSED = {
	status: 401,
	headers: { "content-type": "application/problem+json" },
	body: { code: "unauthenticated" },
};

describe("an ID token", () => {
	let api: Awaited<ReturnType<typeof startWith>>;
	beforeAll(async () => {
		api = await startWith(serveKeys);
	});
	afterAll(() => api.stop());

	test.each([
		["is for another project", token({ aud: "other" })],
		["comes from elsewhere", token({ iss: "Error fetching public keys" })],
		["is for nobody", token({ sub: "" })],
		["is for a long name", token({ sub: "x".repeat(129) })],
		["is an unsigned one", token({}, ours.privateKey, { alg: "none" })],
		["names no key", token({}, ours.privateKey, { kid: undefined })],
		[
			"is a custom one",
			token(
				{
					aud: "https://identitytoolkit.googleapis.com/google.identity.identitytoolkit.v1.IdentityToolkit",
				},
				ours.privateKey,
				{ kid: undefined },
			),
		],
	])("that %s is refused, and no key is fetched for it", async (_, bad) => {
		expect(await api.send(bad)).toMatchObject(REFUSED);
		expect(api.fetched).toEqual([]);
	});

	test.each([
		["has expired", token({ exp: 1_000 })],
		["is signed with another key", token({}, foreign.privateKey)],
		[
			"names a key that is not there",
			token({}, ours.privateKey, { kid: "other" }),
		],
		["has no signature", token().replace(/[^.]+$/, "")],
	])("that %s is refused", async (_, bad) => {
		expect(await api.send(bad)).toMatchObject(REFUSED);
	});
});

test.each<[string, RequestListener | undefined]>([
	["cannot be reached", undefined],
	["cuts the connection", (request) => request.destroy()],
	["answers 500", (_request, response) => response.writeHead(500).end("{}")],
	["answers nonsense", (_request, response) => response.end("<html>")],
])(
	"when the server of the keys %s, the answer is to try again",
	async (_, listener) => {
		const api = await startWith(listener);
		const answered = await api.send(token());
		expect(answered).toMatchObject({
			status: 503,
			body: { code: "unavailable" },
		});
		expect(answered.headers["retry-after"]).toBeDefined();
		// What can be told without keys is told.
		expect(await api.send(token({ sub: "" }))).toMatchObject(REFUSED);
		await api.stop();
	},
);
