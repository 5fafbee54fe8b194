import { credentials, forget, keep } from "./credentials";
import { freshToken, renewToken, signInByKey } from "./sign-in";

const held = (endsInMs: number) => ({
	kind: "tokens" as const,
	idToken: "before",
	refreshToken: "refresh",
	expiresAt: Date.now() + endsInMs,
	email: "ada@example.com",
});

const NEXT = { idToken: "next", refreshToken: "r", expiresInSeconds: 3_600 };

const { fetch } = globalThis;

beforeEach(() => {
	const kept = new Map<string, string>();
	Object.assign(globalThis, {
		sessionStorage: {
			setItem: (key: string, text: string) => kept.set(key, text),
			removeItem: (key: string) => kept.delete(key),
		},
	});
});

afterEach(() => {
	forget();
	globalThis.fetch = fetch;
});

/** A home that answers so; a test has no address that the page's paths are relative to. */
function home(respond: () => Response): void {
	globalThis.fetch = async () => respond();
}

const answering = (status: number, body: object) =>
	home(() => Response.json(body, { status }));

describe("a token that ends", () => {
	it("is renewed once for all that want it", async () => {
		let asked = 0;
		home(() => {
			asked++;
			return Response.json(NEXT);
		});
		keep(held(1_000));
		expect(await Promise.all([freshToken(), freshToken()])).toEqual([
			"next",
			"next",
		]);
		expect(asked).toBe(1);
		expect(credentials.value).toMatchObject({ idToken: "next" });
	});

	it("is not kept by a renewal that somebody has signed out during", async () => {
		home(() => {
			forget();
			return Response.json(NEXT);
		});
		keep(held(0));
		expect(await renewToken()).toBeUndefined();
		expect(credentials.value).toBeUndefined();
	});

	it("leaves who has come meanwhile as they are, refused or not", async () => {
		home(() => {
			keep({ kind: "key", key: "of another" });
			return Response.json({ code: "sign_in_refused" }, { status: 401 });
		});
		keep(held(0));
		expect(await renewToken()).toBe("of another");
		expect(credentials.value?.kind).toBe("key");
	});

	it("signs out where the home refuses to renew it", async () => {
		answering(401, { code: "sign_in_refused" });
		keep(held(0));
		expect(await freshToken()).toBeUndefined();
		expect(credentials.value).toBeUndefined();
	});

	it.each([
		[429, "rate_limited"],
		[503, "unavailable"],
		[400, "invalid_request"],
	])("stays where the home answers %d", async (status, code) => {
		answering(status, { code });
		keep(held(0));
		await expect(freshToken()).rejects.toMatchObject({ code });
		expect(credentials.value?.kind).toBe("tokens");
		// One that is still good goes on being used.
		keep(held(30_000));
		expect(await freshToken()).toBe("before");
	});
});

describe("a key", () => {
	it("is kept if it may read", async () => {
		answering(200, { operations: [] });
		await signInByKey("reader-key");
		expect(credentials.value).toEqual({ kind: "key", key: "reader-key" });
	});

	it.each([
		[401, "unauthenticated"],
		[403, "forbidden"],
		[503, "unavailable"],
	])("is not kept where the home answers %d", async (status, code) => {
		answering(status, { code });
		await expect(signInByKey("key")).rejects.toMatchObject({ code });
		expect(credentials.value).toBeUndefined();
	});

	it("that no header can carry is never sent", async () => {
		await expect(signInByKey("ключ")).rejects.toMatchObject({
			code: "invalid_key",
		});
	});
});
