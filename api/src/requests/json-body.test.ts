import { fakeAnalytics, storedVerdict } from "../../testing/fake-analytics";
import { serve } from "../../testing/serve";

/** Posts bytes, and tells what core was given. */
async function post(
	body: Buffer | string,
	contentType: string | undefined = "application/json",
) {
	const given: unknown[] = [];
	const home = await serve({
		analytics: fakeAnalytics({
			ingest: async (events) => {
				given.push(...events);
				return [storedVerdict("s")];
			},
		}),
	});
	const answered = await home.call("/logOperation", {
		method: "POST",
		body,
		headers: contentType === "" ? {} : { "content-type": contentType },
	});
	return { given, ...answered };
}

describe("the type of a body", () => {
	test.each([
		"application/json",
		"Application/JSON",
		"application/json; charset=utf-8",
		'application/json;charset="UTF-8"',
		" application/json ;  charset=utf-8",
	])("may be %p", async (contentType) => {
		expect((await post("{}", contentType)).status).toBe(200);
	});

	test.each([
		"",
		"text/plain",
		"text/json",
		"application/x-www-form-urlencoded",
		"multipart/form-data; boundary=x",
		"application/json; charset=utf-16",
		"application/json; charset=latin1",
		"application/problem+json",
		"application/jsonx",
		"json",
	])("may not be %p", async (contentType) => {
		const { given, ...refused } = await post("{}", contentType);
		expect(refused.status).toBe(415);
		expect(refused.json).toMatchObject({ code: "unsupported_media_type" });
		expect(given).toEqual([]);
	});
});

describe("the bytes of a body", () => {
	test("may begin with a byte order mark", async () => {
		const { given, status } = await post('\ufeff{"id":"é"}');
		expect(status).toBe(200);
		expect(given).toEqual([{ id: "é" }]);
	});

	test("may hold what only looks dangerous", async () => {
		const { given, status } = await post('{"id":"\\ud800","n":1e999,"id":"b"}');
		expect(status).toBe(200);
		expect(given).toEqual([{ id: "b", n: Number.POSITIVE_INFINITY }]);
	});

	test.each([
		["not UTF-8", Buffer.from([0x22, 0xff, 0x22])],
		["latin1", Buffer.from('{"id":"é"}', "latin1")],
		["UTF-16", Buffer.from("\ufeff{}", "utf16le")],
		["cut off", '{"id":"a"'],
		["followed by more", "{} {}"],
		["with a comma too much", '{"id":"a",}'],
		["with a comment", "{} // no"],
		["NaN", '{"n":NaN}'],
		["with a raw line break", '{"id":"\n"}'],
		["only a byte order mark", "\ufeff"],
		["only space", " "],
		["half a million brackets", "[".repeat(500_000)],
	])("are 400 when they are %s", async (_, body) => {
		const { given, ...refused } = await post(body);
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({ code: "invalid_request" });
		expect(given).toEqual([]);
	});

	test("that are not UTF-8 leave nothing behind for the next body", async () => {
		const home = await serve();
		const send = (body: Buffer | string) =>
			home.call("/logOperation", {
				method: "POST",
				body,
				headers: { "content-type": "application/json" },
			});
		for (const broken of [
			[0x22, 0xff],
			[0x22, 0xe2, 0x82],
			[0xef, 0xbb],
		]) {
			expect((await send(Buffer.from(broken))).status).toBe(400);
			expect((await send('\ufeff{"id":"é"}')).status).toBe(200);
		}
	});

	test("that are not JSON are told where", async () => {
		const refused = await post('{"id":"a",}');
		expect(refused.json).toMatchObject({
			detail: expect.stringMatching(
				/^The body is not valid JSON: .*position 10/,
			),
		});
	});

	test("nested half a million deep are a value like any other", async () => {
		const depth = 500_000;
		const body = `{"id":${"[".repeat(depth)}${"]".repeat(depth)}}`;
		const { given, status } = await post(body);
		expect(status).toBe(200);
		expect(given).toHaveLength(1);
	});
});
