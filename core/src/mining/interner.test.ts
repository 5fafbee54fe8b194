import fc from "fast-check";
import { Interner } from "./interner";

/** Numbers each text twice, and expects what a `Map` would give. */
function expectNumbered(texts: readonly string[]): void {
	const interner = new Interner();
	const expected = new Map<string, number>();
	for (const text of [...texts, ...texts]) {
		if (!expected.has(text)) expected.set(text, expected.size);
		const number = interner.numberOf(text);
		// Not by expect, which would take most of the time.
		if (number !== expected.get(text))
			throw new Error(`${text} is ${number}, not ${expected.get(text)}`);
		if (interner.textOf(number) !== text)
			throw new Error(`${number} is ${interner.textOf(number)}, not ${text}`);
	}
	expect(interner.size).toBe(expected.size);
}

const COUNT = 20_000;

it("numbers texts in order of arrival, and finds them again", () => {
	fc.assert(
		fc.property(
			fc.array(fc.oneof(fc.string(), fc.uuid(), fc.string({ minLength: 16 }))),
			expectNumbered,
		),
	);
});

it.each([
	["numbers", (n: number) => String(n)],
	["random ids", (n: number) => `${n.toString(16).padStart(8, "0")}-11d1-4c04`],
	["texts that agree in every letter that is looked at", alike],
])("grows without forgetting: %s", (_, textOf) => {
	expectNumbered(Array.from({ length: COUNT }, (_, n) => textOf(n)));
});

it("finds texts that are made to collide about as fast as others", () => {
	const seconds = (textOf: (n: number) => string) => {
		const texts = Array.from({ length: COUNT }, (_, n) => textOf(n));
		const start = performance.now();
		for (let round = 0; round < 3; round++) expectNumbered(texts);
		return performance.now() - start;
	};
	seconds(String);
	// A table that probes on and on would take two thousand times as long.
	expect(seconds(alike)).toBeLessThan(
		20 * seconds((n) => String(n).padStart(80, "0")),
	);
});

function alike(n: number): string {
	return `${String(n).padStart(16, "0")}${"0".repeat(64)}`;
}
