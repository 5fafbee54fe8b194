import { whatIsWrongWith } from "./key";

it.each(["reader-key-0123456789", "!~"])("%s may be a key", (key) => {
	expect(whatIsWrongWith(key)).toBeUndefined();
});

it.each([
	["", "Enter a key."],
	["ключ-0123456789", "“к”"],
	["clé-0123456789", "“é”"],
	["key-🔑", "“🔑”"],
	["key-012 345", "no spaces"],
	["key-012\n345", "line breaks"],
])("%j cannot be one, and it says why", (key, why) => {
	expect(whatIsWrongWith(key)).toContain(why);
});
