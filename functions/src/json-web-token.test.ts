import { isJsonWebToken } from "./json-web-token";

const part = (value: unknown) =>
	Buffer.from(JSON.stringify(value)).toString("base64url");
const claims = part({ sub: "é" });
const header = part({ alg: "RS256" });

test.each([
	`${header}.${claims}.c2ln`,
	// As the Auth emulator signs: not at all.
	`${header}.${claims}.`,
])("%s has the shape of a token", (text) => {
	expect(isJsonWebToken(text)).toBe(true);
});

test.each([
	"",
	"ingest-key-0123456789",
	"..",
	`${header}.${claims}`,
	`${header}.${claims}.c2ln.c2ln`,
	`${header}.${part(null)}.c2ln`,
	`${header}.${part("claims")}.c2ln`,
	`${header}.${part([{}])}.c2ln`,
	`${part(1)}.${claims}.c2ln`,
	`${header}..c2ln`,
	`${header}.{"sub":"é"}.c2ln`,
])("%s has not", (text) => {
	expect(isJsonWebToken(text)).toBe(false);
});
