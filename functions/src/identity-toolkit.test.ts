import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { createIdentityToolkit } from "./identity-toolkit";

let server: Server | undefined;
afterEach(() => {
	server?.closeAllConnections();
	server?.close();
});

/** A keeper of accounts that answers so, and notes what it was asked. */
async function keeper(
	respond: (response: ServerResponse) => void,
	maxAnswerMs = 10_000,
) {
	const asked: { url: string | undefined; body: unknown }[] = [];
	server = createServer(async (request, response) => {
		asked.push({ url: request.url, body: await json(request) });
		respond(response);
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	return {
		asked,
		signIn: createIdentityToolkit({
			webApiKey: "any",
			maxAnswerMs,
			emulatorHost: `127.0.0.1:${port}`,
		}),
	};
}

const answering = (status: number, body: unknown) =>
	keeper((response) => void response.writeHead(status).end(body));

const answeringJson = (status: number, body: object | null) =>
	answering(status, JSON.stringify(body));

const TOKENS = {
	kind: "signedIn",
	idToken: "id",
	refreshToken: "refresh",
	expiresInSeconds: 3_600,
};

test("a password becomes tokens", async () => {
	const { signIn, asked } = await answeringJson(200, {
		idToken: "id",
		refreshToken: "refresh",
		expiresIn: "3600",
		localId: "someone",
	});
	expect(await signIn.withPassword("ada@example.com", "password")).toEqual(
		TOKENS,
	);
	expect(asked).toEqual([
		{
			url: "/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=any",
			body: {
				email: "ada@example.com",
				password: "password",
				returnSecureToken: true,
			},
		},
	]);
});

test("a refresh token becomes the next ones", async () => {
	const { signIn, asked } = await answeringJson(200, {
		id_token: "id",
		refresh_token: "refresh",
		expires_in: "3600",
	});
	expect(await signIn.withRefreshToken("before")).toEqual(TOKENS);
	expect(asked).toEqual([
		{
			url: "/securetoken.googleapis.com/v1/token?key=any",
			body: { grant_type: "refresh_token", refresh_token: "before" },
		},
	]);
});

test.each([
	["EMAIL_NOT_FOUND", "refused"],
	["INVALID_PASSWORD", "refused"],
	["INVALID_LOGIN_CREDENTIALS", "refused"],
	["USER_DISABLED", "refused"],
	["TOKEN_EXPIRED", "refused"],
	["INVALID_REFRESH_TOKEN", "refused"],
	["PROJECT_NUMBER_MISMATCH", "refused"],
	["TOO_MANY_ATTEMPTS_TRY_LATER : Access to this account is off.", "tooMany"],
])("%s is %s", async (message, kind) => {
	const { signIn } = await answeringJson(400, {
		error: { code: 400, message },
	});
	expect(await signIn.withPassword("ada@example.com", "x")).toEqual({ kind });
});

test("an account with a second factor is refused", async () => {
	const { signIn } = await answeringJson(200, {
		mfaPendingCredential: "credential",
	});
	expect(await signIn.withPassword("ada@example.com", "x")).toEqual({
		kind: "refused",
	});
});

test.each([
	[
		"the project's own fault",
		() => answeringJson(400, { error: { message: "OPERATION_NOT_ALLOWED" } }),
		/400: OPERATION_NOT_ALLOWED/,
	],
	[
		"a key that is blocked",
		() =>
			answeringJson(403, {
				error: { message: "Requests from referer <empty> are blocked." },
			}),
		/referer <empty>/,
	],
	["no error at all", () => answeringJson(500, null), /500/],
	["no tokens", () => answeringJson(200, { idToken: "id" }), /no tokens/],
	["nothing that is JSON", () => answering(502, "<html>"), /JSON/],
	[
		"nothing",
		() => keeper((response) => response.destroy()),
		/fetch failed|terminated/,
	],
])("%s is nobody's who signs in", async (_, start, said) => {
	const { signIn } = await start();
	await expect(signIn.withPassword("ada@example.com", "x")).rejects.toThrow(
		said,
	);
});

test("one that says nothing is given up on", async () => {
	const { signIn } = await keeper(() => undefined, 50);
	await expect(signIn.withPassword("ada@example.com", "x")).rejects.toThrow(
		/timeout/,
	);
});
