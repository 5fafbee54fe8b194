import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installSalt } from "./salt.ts";

let folder: string;
let said: string[];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "salt-"));
	said = [];
});

afterEach(() => rmSync(folder, { recursive: true }));

const saltOf = (place: string) =>
	installSalt(place, (message) => said.push(message));

test("a salt is made once, for its owner only", () => {
	const place = join(folder, "deep", "er");
	const salt = saltOf(place);
	expect(salt).toMatch(/^[0-9a-f]{64}$/);
	expect(saltOf(place)).toBe(salt);
	expect(readdirSync(place)).toEqual(["salt"]);
	expect(statSync(join(place, "salt")).mode & 0o777).toBe(0o600);
	expect(statSync(place).mode & 0o777).toBe(0o700);
	expect(said).toEqual([]);
});

test.each([
	["an empty file", ""],
	["another text", "hello"],
])("%s is no salt, and is left alone", (_, text) => {
	writeFileSync(join(folder, "salt"), text);
	const salt = saltOf(folder);
	expect(salt).toMatch(/^[0-9a-f]{64}$/);
	expect(saltOf(folder)).not.toBe(salt);
	expect(readFileSync(join(folder, "salt"), "utf8")).toBe(text);
	expect(said[0]).toContain("ANALYTICS_SALT");
});

test("where no file can be made, the process has a salt of its own", () => {
	writeFileSync(join(folder, "file"), "");
	expect(saltOf(join(folder, "file", "data"))).toMatch(/^[0-9a-f]{64}$/);
	mkdirSync(join(folder, "taken", "salt"), { recursive: true });
	expect(saltOf(join(folder, "taken"))).toMatch(/^[0-9a-f]{64}$/);
	expect(said).toHaveLength(2);
});

test("without a folder, the process has a salt of its own", () => {
	expect(installSalt(undefined, (message) => said.push(message))).toMatch(
		/^[0-9a-f]{64}$/,
	);
	expect(said[0]).toContain("ANALYTICS_SALT");
});
