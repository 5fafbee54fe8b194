import { StoreUnavailableError } from "@ffmpeg-analytics/core";
import { fakeAnalytics } from "../../testing/fake-analytics";
import { serve } from "../../testing/serve";

const USER = "0123456789abcdef".repeat(4);

describe("DELETE /api/v1/users/{userId}", () => {
	it("erases the user and answers what was removed", async () => {
		const erased: string[] = [];
		const home = await serve({
			analytics: fakeAnalytics({
				eraseUser: async (userId) => {
					erased.push(userId);
					return { eventsDeleted: 3, complete: true } as never;
				},
			}),
		});
		const path = `/api/v1/users/${USER}`;
		expect(await home.call(path, { method: "DELETE" })).toMatchObject({
			status: 200,
			json: { eventsDeleted: 3, complete: true },
		});
		expect(erased).toEqual([USER]);
	});

	it.each([
		["too short", USER.slice(1)],
		["too long", `${USER}0`],
		["in upper case", USER.toUpperCase()],
		["a raw identity", "ada@example.com"],
		["something else", "%20"],
	])("refuses an id that is %s, and says what it must be", async (_, id) => {
		const home = await serve({ analytics: fakeAnalytics({}) });
		const path = `/api/v1/users/${id}`;
		const refused = await home.call(path, { method: "DELETE" });
		expect(refused.status).toBe(400);
		expect(refused.json).toMatchObject({
			code: "invalid_request",
			errors: [
				{
					path: "userId",
					message: expect.stringContaining("64 lower-case hex digits"),
				},
			],
		});
	});

	it("asks for another try where the store is away", async () => {
		const home = await serve({
			analytics: fakeAnalytics({
				eraseUser: async () => {
					throw new StoreUnavailableError("away");
				},
			}),
		});
		const path = `/api/v1/users/${USER}`;
		const refused = await home.call(path, { method: "DELETE" });
		expect(refused.status).toBe(503);
		expect(refused.headers).toHaveProperty("retry-after");
	});

	it("knows no other method, and nothing without an id", async () => {
		const home = await serve();
		const read = await home.call(`/api/v1/users/${USER}`);
		expect(read.status).toBe(405);
		expect(read.headers.allow).toBe("DELETE, OPTIONS");
		for (const path of ["/api/v1/users", "/api/v1/users/"])
			expect((await home.call(path, { method: "DELETE" })).status).toBe(404);
	});
});
