import { endingsOf } from "./endings";

describe("the patterns that operations end in", () => {
	test.each<[string, string[]]>([
		["", []],
		["a", []],
		["a b", ["a->b"]],
		["a b c", ["a->b->c", "b->c"]],
		["a b a", ["a->b->a", "b->a"]],
		// A run of one type is one step, wherever it stands.
		["a a a", []],
		["a a b b", ["a->b"]],
		["a b b a a", ["a->b->a", "b->a"]],
		[
			"a b c d e f",
			["a->b->c->d->e->f", "b->c->d->e->f", "c->d->e->f", "d->e->f", "e->f"],
		],
		[
			"a b c d e f f g",
			["b->c->d->e->f->g", "c->d->e->f->g", "d->e->f->g", "e->f->g", "f->g"],
		],
	])("of %p", (types, expected) => {
		const operations = types.split(" ").filter((type) => type !== "");
		expect(endingsOf(operations)).toEqual(expected);
	});
});
