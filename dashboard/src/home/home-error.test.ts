import { readProblem } from "./home-error";

const problem = { code: "rate_limited", detail: "Retry-After says when." };

it.each([
	[{ "Retry-After": "42" }, "Try again in 42 seconds."],
	[{ "Retry-After": "1" }, "Try again in 1 second."],
	[{}, "Try again in a minute."],
])("says how long to wait after too many requests", async (headers, said) => {
	const { code, message } = await readProblem(
		Response.json(problem, { status: 429, headers: { ...headers } }),
	);
	expect(code).toBe("rate_limited");
	expect(message).toContain(said);
	expect(message).not.toContain("Retry-After");
});

it("says what an answer says of itself", async () => {
	const { status, code, message } = await readProblem(
		Response.json(
			{
				code: "invalid_request",
				detail: "Bad.",
				errors: [{ path: "days", message: "must be few" }],
			},
			{ status: 400 },
		),
	);
	expect([status, code, message]).toEqual([
		400,
		"invalid_request",
		"Bad. days must be few",
	]);
});

it("says so where an answer is not in words", async () => {
	const { code } = await readProblem(new Response("<html>", { status: 502 }));
	expect(code).toBe("unreadable");
});
