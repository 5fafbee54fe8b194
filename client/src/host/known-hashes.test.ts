import { createHash } from "node:crypto";
import fc from "fast-check";
import { KnownHashes } from "./known-hashes.ts";

const hashOf = (name: string) =>
	createHash("sha256").update(name, "utf16le").digest("hex");

test("whatever was asked for before, a name has its own hash", () => {
	const known = new KnownHashes();
	fc.assert(
		fc.property(
			fc.array(
				fc.oneof(
					fc.string({ unit: "binary", maxLength: 70 }),
					fc.constantFrom("a", "b", "\u0000", "", "x".repeat(64)),
				),
			),
			(names) => {
				for (const name of names)
					expect(known.get(name, hashOf)).toBe(hashOf(name));
			},
		),
	);
});

test("names that share a place, of thousands, are told apart", () => {
	const known = new KnownHashes();
	for (let round = 0; round < 2; round++)
		for (let i = 0; i < 5_000; i++)
			expect(known.get(`session-${i}`, hashOf)).toBe(hashOf(`session-${i}`));
});

test("a name that comes again is not hashed again", () => {
	const known = new KnownHashes();
	const hashed: string[] = [];
	const make = (name: string) => {
		hashed.push(name);
		return hashOf(name);
	};
	const names = ["ada", "bob", "Zo\u00eb", "x".repeat(64)];
	for (const name of [...names, ...names, ...names]) known.get(name, make);
	expect(hashed).toEqual(names);
});
