import fc from "fast-check";
import { boundedJson, MAX_JSON_LENGTH } from "./bounded-json.ts";

const parse = (value: unknown): unknown => JSON.parse(boundedJson(value));

describe("what JSON can write", () => {
	test("is written as JSON.stringify writes it", () => {
		fc.assert(
			fc.property(
				fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), {
					maxKeys: 8,
				}),
				(value) => {
					const json = JSON.stringify(value);
					fc.pre(json.length <= MAX_JSON_LENGTH);
					expect(boundedJson(value)).toBe(json);
				},
			),
		);
	});

	test("is written alike by the runtime and member by member", () => {
		const value = {
			text: 'a "quoted" \\ text\n with ünïcode \u{1F600} \ud800',
			numbers: [0, -1, 1.5, 1e300, Number.NaN, Number.POSITIVE_INFINITY],
			nothing: null,
			left: undefined,
			out: [undefined, () => 1, Symbol("x")],
			flags: [true, false],
			wrapped: [new String("x"), new Number(5), new Boolean(false)],
			date: new Date(0),
			nested: { a: [{ b: {} }, []] },
		};
		// Its length is what makes the second one be written member by member.
		const long = { ...value, filter: "scale=1280:-2,".repeat(100) };
		expect(boundedJson(value)).toBe(JSON.stringify(value));
		expect(boundedJson(long)).toBe(JSON.stringify(long));
	});

	test("may hold what a toJSON answers", () => {
		expect(
			parse({ at: { toJSON: (key: string): string => `at ${key}` } }),
		).toEqual({
			at: "at at",
		});
		expect(parse({ toJSON: (): object => ({ crf: 23 }) })).toEqual({ crf: 23 });
	});
});

describe("what JSON cannot write", () => {
	test.each([
		["a number", 5],
		["a text", "{}"],
		["nothing", undefined],
		["null", null],
		["an array", [1, 2]],
		["a long array", new Array(5_000).fill("x")],
		["bytes", Buffer.alloc(100_000)],
		["a function", () => 1],
		["a toJSON that answers a text", { toJSON: (): string => "x" }],
	])("%s is an empty object", (_, value) => {
		expect(boundedJson(value)).toBe("{}");
	});

	test("large integers are written as far as numbers hold them", () => {
		expect(parse({ small: 12n, large: 2n ** 100_000n })).toEqual({
			small: 12,
			large: null,
		});
	});

	test("binary data become a mark", () => {
		expect(
			parse({
				a: Buffer.alloc(9),
				b: new Float32Array(9),
				c: new ArrayBuffer(9),
			}),
		).toEqual({ a: "[text]", b: "[text]", c: "[text]" });
	});

	test("inherited members are none", () => {
		const parent = { inherited: "x".repeat(2_000) };
		const child: Record<string, unknown> = Object.create(parent);
		child.own = 1;
		expect(parse(child)).toEqual({ own: 1 });
	});
});

describe("what is too large", () => {
	test("a text that does not fit becomes a mark, and what comes after it stays", () => {
		expect(
			parse({ crf: 23, film: "x".repeat(10_000_000), preset: "fast" }),
		).toEqual({ crf: 23, film: "[text]", preset: "fast" });
	});

	test("of many members the first stay", () => {
		const members = Object.fromEntries(
			Array.from({ length: 2_000 }, (_, i) => [`member${i}`, i]),
		);
		const kept = Object.entries(parse(members) as object);
		expect(kept.length).toBeGreaterThan(300);
		expect(kept).toEqual(Object.entries(members).slice(0, kept.length));
	});

	test("a key that does not fit ends it", () => {
		expect(parse({ a: 1, ["k".repeat(9_000)]: 2, b: 3 })).toEqual({ a: 1 });
	});

	test("a cycle ends where nesting ends", () => {
		const cycle: Record<string, unknown> = { crf: 1 };
		cycle.self = cycle;
		const json = boundedJson(cycle);
		expect(json.match(/"crf":1/g)).toHaveLength(32);
		expect(json).toContain('"[text]"');
	});

	test("members that are not written are not looked at without end", () => {
		let looked = 0;
		const array = new Proxy(new Array(1_000_000), {
			get(target, key) {
				looked++;
				return Reflect.get(target, key);
			},
		});
		boundedJson({ array });
		expect(looked).toBeLessThan(10_000);
	});
});

test("whatever it is given, it answers a JSON object within the bound, or throws what a getter throws", () => {
	const garbage = fc.anything({
		withBigInt: true,
		withDate: true,
		withMap: true,
		withNullPrototype: true,
		withObjectString: true,
		withSet: true,
		withSparseArray: true,
		withTypedArray: true,
		withUnicodeString: true,
	});
	const long = fc.integer({ min: 0, max: 9_000 }).map((n) => '"é'.repeat(n));
	fc.assert(
		fc.property(
			fc.dictionary(fc.string(), fc.oneof(garbage, long)),
			(value) => {
				const json = boundedJson(value);
				expect(json.length).toBeLessThanOrEqual(MAX_JSON_LENGTH);
				expect(JSON.parse(json)).toEqual(expect.any(Object));
			},
		),
	);
	const broken = {
		get crf() {
			throw new RangeError("no");
		},
	};
	expect(() => boundedJson(broken)).toThrow(RangeError);
});
