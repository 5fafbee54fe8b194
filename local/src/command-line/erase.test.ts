import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { userIdOf } from "./erase";
import { CommandError } from "./fail-in-words";
import { UsageError } from "./read-options";

const NOTHING = { salt: undefined, saltFile: undefined, environment: {} };
const HASH = "48361492d3e8dd57e0cd7ab8f3b057084d7589b073d599da896bac27c626f339";

describe("userIdOf", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "salt-"));
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	it("takes a hash as it is, unless a salt is named for it", () => {
		expect(userIdOf(HASH, NOTHING)).toBe(HASH);
		const environment = { ANALYTICS_SALT: "salt" };
		expect(userIdOf(HASH, { ...NOTHING, environment })).toBe(HASH);
		expect(userIdOf(HASH, { ...NOTHING, salt: "salt" })).not.toBe(HASH);
	});

	it("hashes the host's own id as the client does", () => {
		// HMAC-SHA-256, key "key": a published example.
		const text = "The quick brown fox jumps over the lazy dog";
		const hash =
			"f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8";
		const saltFile = join(folder, "salt");
		writeFileSync(saltFile, "key\n");
		expect(userIdOf(text, { ...NOTHING, salt: "key" })).toBe(hash);
		expect(userIdOf(text, { ...NOTHING, saltFile })).toBe(hash);
		const environment = { ANALYTICS_SALT: " key " };
		expect(userIdOf(text, { ...NOTHING, environment })).toBe(hash);
		expect(userIdOf("A\u030a", { ...NOTHING, salt: "key" })).toBe(
			userIdOf("\u00c5", { ...NOTHING, salt: "key" }),
		);
	});

	it("refuses what would erase nobody, or somebody else", () => {
		expect(() => userIdOf(undefined, NOTHING)).toThrow(UsageError);
		expect(() => userIdOf("anna", NOTHING)).toThrow("--salt-file");
		expect(() => userIdOf(HASH.toUpperCase(), NOTHING)).toThrow(UsageError);
		expect(() =>
			userIdOf("anna", { ...NOTHING, salt: "a", saltFile: "b" }),
		).toThrow("exclude each other");
		const saltFile = join(folder, "salt");
		expect(() => userIdOf("anna", { ...NOTHING, saltFile })).toThrow(
			CommandError,
		);
		writeFileSync(saltFile, "\n");
		expect(() => userIdOf("anna", { ...NOTHING, saltFile })).toThrow(
			"holds no salt",
		);
	});
});
